@NullMarked
package org.earshot.classifier.evaluation;

import org.jspecify.annotations.NullMarked;
