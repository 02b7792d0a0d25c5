/** The data files, read with their line numbers. */
@NullMarked
package org.earshot.classifier.data;

import org.jspecify.annotations.NullMarked;
