@NullMarked
package org.earshot.classifier.taxonomy;

import org.jspecify.annotations.NullMarked;
