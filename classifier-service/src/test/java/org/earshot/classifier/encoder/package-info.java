@NullMarked
package org.earshot.classifier.encoder;

import org.jspecify.annotations.NullMarked;
