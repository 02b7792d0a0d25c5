@NullMarked
package org.earshot.classifier.rules;

import org.jspecify.annotations.NullMarked;
