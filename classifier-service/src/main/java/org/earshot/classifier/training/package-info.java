/** Makes a model file from labelled letters. No part of the service. */
@NullMarked
package org.earshot.classifier.training;

import org.jspecify.annotations.NullMarked;
