/** In which languages a text is written, and whether any of it was not understood. */
@NullMarked
package org.earshot.classifier.language;

import org.jspecify.annotations.NullMarked;
