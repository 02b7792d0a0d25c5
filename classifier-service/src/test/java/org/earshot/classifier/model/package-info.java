@NullMarked
package org.earshot.classifier.model;

import org.jspecify.annotations.NullMarked;
