@NullMarked
package org.earshot.classifier.reception;

import org.jspecify.annotations.NullMarked;
