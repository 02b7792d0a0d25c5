package org.earshot.classifier.rules;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earshot.classifier.text.Sentence;
import org.earshot.classifier.text.Token;
import org.jspecify.annotations.Nullable;

/**
 * What a sentence says about the passages in it: the ConText algorithm of Harkema, Dowling,
 * Thornblade and Chapman, "ConText: an algorithm for determining negation, experiencer, and
 * temporal status from clinical reports", Journal of Biomedical Informatics 42 (2009). Triggers
 * cast their attribute over the words that follow (or precede) them, up to a terminating word or
 * the end of the sentence; pseudo-triggers look like triggers and cast nothing.
 *
 * <p>Two things differ, because missing a cry for help is dearer than reading a letter early: each
 * trigger has a reach in words, so that dictation without a full stop is not covered by one "not";
 * and words of the present ("now", "again") take HISTORICAL back.
 */
final class Context {

    /** Where a trigger casts its attribute. */
    enum Direction {
        AFTER,
        BEFORE,
        BOTH
    }

    /** A trigger found in the sentence. */
    record Cast(Attribute attribute, Direction direction, int reach, int from, int to) {}

    private final List<Token> tokens;
    private final int base;
    private final int length;
    private final int[] after;
    private final int[] before;
    private final boolean[] terminated;
    private final boolean[] newClause;

    /** For each category, the turn of phrase over each word that says nothing of it. */
    private final Map<String, @Nullable String[]> idioms = new HashMap<>();

    Context(List<Token> tokens, Sentence sentence) {
        this.tokens = tokens;
        base = sentence.from();
        length = sentence.length();
        after = new int[length];
        before = new int[length];
        terminated = new boolean[length];
        newClause = new boolean[length];
        for (int i = 0; i < length; i++) {
            Token token = tokens.get(base + i);
            terminated[i] = token.stop() || token.line();
        }
    }

    /** No context reaches across the beginning of this word. */
    void terminateAt(int token) {
        terminated[token - base] = true;
    }

    /** A new subject begins here: who or what is not speaks of the clause before it only. */
    void clauseAt(int token) {
        newClause[token - base] = true;
    }

    /** What ends within this turn of phrase says nothing of these categories. */
    void silence(Automaton.Match phrase, String id, Set<String> codes) {
        for (String code : codes) {
            @Nullable String[] over =
                    idioms.computeIfAbsent(code, _ -> new @Nullable String[length]);
            Arrays.fill(over, phrase.from() - base, phrase.to() - base, id);
        }
    }

    /** The turn of phrase over this word that silences this category, or nothing. */
    String idiomOver(int token, String code) {
        @Nullable String[] over = idioms.get(code);
        return over == null || over[token - base] == null ? "" : over[token - base];
    }

    void cast(Cast cast) {
        int bit = cast.attribute.bit();
        if (cast.direction != Direction.BEFORE) {
            int end = Math.min(length, cast.to - base + cast.reach + 1);
            for (int i = cast.to - base; i < end && !ends(i, cast.attribute); i++) {
                after[i] |= bit;
            }
        }
        if (cast.direction != Direction.AFTER) {
            int end = Math.max(0, cast.from - base - cast.reach - 1);
            for (int i = cast.from - base - 1; i >= end; i--) {
                if (i + 1 < length && ends(i + 1, cast.attribute)) {
                    break;
                }
                before[i] |= bit;
            }
        }
    }

    /** A comma ends the reach of a "not", since what follows it is mostly another thought. */
    private boolean ends(int i, Attribute attribute) {
        return terminated[i]
                || (attribute == Attribute.NEGATED
                        && (newClause[i] || tokens.get(base + i).comma()))
                || (attribute == Attribute.THIRD_PARTY && newClause[i]);
    }

    /** The attributes cast over a passage from outside it. */
    Set<Attribute> of(int from, int to) {
        int bits = after[from - base] | before[to - 1 - base];
        var attributes = EnumSet.noneOf(Attribute.class);
        for (Attribute attribute : Attribute.values()) {
            if ((bits & attribute.bit()) != 0) {
                attributes.add(attribute);
            }
        }
        return attributes;
    }

    /** The matches left when those that lie within one of {@code covers} are taken away. */
    static List<Automaton.Match> outside(
            List<Automaton.Match> matches, List<Automaton.Match> covers, Sentence sentence) {
        if (covers.isEmpty() || matches.isEmpty()) {
            return matches;
        }
        int[] reachTo = new int[sentence.length()];
        for (var cover : covers) {
            int from = cover.from() - sentence.from();
            reachTo[from] = Math.max(reachTo[from], cover.to());
        }
        for (int i = 1; i < reachTo.length; i++) {
            reachTo[i] = Math.max(reachTo[i], reachTo[i - 1]);
        }
        return matches.stream()
                .filter(match -> reachTo[match.from() - sentence.from()] < match.to())
                .toList();
    }
}
