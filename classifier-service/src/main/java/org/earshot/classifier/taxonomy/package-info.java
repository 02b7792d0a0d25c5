/** The vocabulary: categories, bands and what raises them, as data. */
@NullMarked
package org.earshot.classifier.taxonomy;

import org.jspecify.annotations.NullMarked;
