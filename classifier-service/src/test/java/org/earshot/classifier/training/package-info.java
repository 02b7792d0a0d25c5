@NullMarked
package org.earshot.classifier.training;

import org.jspecify.annotations.NullMarked;
