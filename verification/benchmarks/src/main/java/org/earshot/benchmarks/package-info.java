@NullMarked
package org.earshot.benchmarks;

import org.jspecify.annotations.NullMarked;
