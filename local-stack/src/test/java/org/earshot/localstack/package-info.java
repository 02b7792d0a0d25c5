@NullMarked
package org.earshot.localstack;

import org.jspecify.annotations.NullMarked;
