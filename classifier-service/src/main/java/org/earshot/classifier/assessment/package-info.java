/** What a text gives: the band, the words behind it, and the marks. */
@NullMarked
package org.earshot.classifier.assessment;

import org.jspecify.annotations.NullMarked;
