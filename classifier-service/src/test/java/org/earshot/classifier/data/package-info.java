@NullMarked
package org.earshot.classifier.data;

import org.jspecify.annotations.NullMarked;
