@NullMarked
package org.earshot.classifier.summary;

import org.jspecify.annotations.NullMarked;
