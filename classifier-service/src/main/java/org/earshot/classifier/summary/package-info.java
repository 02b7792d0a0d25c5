/** What a letter says in a few of its own sentences: what is asked, by when, what is happening. */
@NullMarked
package org.earshot.classifier.summary;

import org.jspecify.annotations.NullMarked;
