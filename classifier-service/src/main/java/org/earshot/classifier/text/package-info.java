/** From characters to words and sentences, with the way back to the characters. */
@NullMarked
package org.earshot.classifier.text;

import org.jspecify.annotations.NullMarked;
