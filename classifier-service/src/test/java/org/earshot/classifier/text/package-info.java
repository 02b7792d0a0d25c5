@NullMarked
package org.earshot.classifier.text;

import org.jspecify.annotations.NullMarked;
