/** Turns sentences into vectors, in this process: a word-piece tokeniser and an ONNX session. */
@NullMarked
package org.earshot.classifier.encoder;

import org.jspecify.annotations.NullMarked;
