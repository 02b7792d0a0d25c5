/** How a refusal is said. */
@NullMarked
package org.earshot.classifier.api;

import org.jspecify.annotations.NullMarked;
