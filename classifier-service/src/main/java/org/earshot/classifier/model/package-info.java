/** The model: passages, their vectors, a head for each category, pooling and calibration. */
@NullMarked
package org.earshot.classifier.model;

import org.jspecify.annotations.NullMarked;
