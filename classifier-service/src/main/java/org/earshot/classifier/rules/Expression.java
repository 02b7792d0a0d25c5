package org.earshot.classifier.rules;

import java.util.List;

/** A pattern as read: what {@link PatternParser} makes and {@link Automaton} compiles. */
sealed interface Expression {

    /** One word. */
    record Word(String form) implements Expression {}

    /** Every word that begins so. */
    record Prefix(String beginning) implements Expression {}

    /** A kind of word, such as a number. */
    record Kind(WordKind kind) implements Expression {}

    record Sequence(List<Expression> parts) implements Expression {}

    record Choice(List<Expression> parts) implements Expression {}

    record Optional(Expression part) implements Expression {}

    /** Up to so many words of any sort. */
    record Gap(int most) implements Expression {}
}
