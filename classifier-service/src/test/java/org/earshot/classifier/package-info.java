@NullMarked
package org.earshot.classifier;

import org.jspecify.annotations.NullMarked;
