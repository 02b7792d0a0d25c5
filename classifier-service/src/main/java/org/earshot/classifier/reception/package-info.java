/** From a message received to its assessment published: the only place that talks to others. */
@NullMarked
package org.earshot.classifier.reception;

import org.jspecify.annotations.NullMarked;
