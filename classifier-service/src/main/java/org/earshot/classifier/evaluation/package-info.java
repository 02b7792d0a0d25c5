/** How good the assessment is on labelled letters: figures, their uncertainty, and reports. */
@NullMarked
package org.earshot.classifier.evaluation;

import org.jspecify.annotations.NullMarked;
