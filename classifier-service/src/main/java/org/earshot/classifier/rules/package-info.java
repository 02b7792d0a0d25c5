/** The rules: how they are written, matched in one pass, and put into context. */
@NullMarked
package org.earshot.classifier.rules;

import org.jspecify.annotations.NullMarked;
