@NullMarked
package org.earshot.classifier.language;

import org.jspecify.annotations.NullMarked;
