package org.earshot.classifier.text;

import java.util.List;

/** A text cut into words and sentences. */
public record Words(String text, List<Token> tokens, List<Sentence> sentences) {}
