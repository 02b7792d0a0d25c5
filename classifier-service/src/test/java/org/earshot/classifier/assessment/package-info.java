@NullMarked
package org.earshot.classifier.assessment;

import org.jspecify.annotations.NullMarked;
