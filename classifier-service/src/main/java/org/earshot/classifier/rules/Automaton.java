package org.earshot.classifier.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.earshot.classifier.text.Token;
import org.jspecify.annotations.Nullable;

/**
 * All patterns in one position automaton (Glushkov's construction), simulated over words: a text is
 * read once, and the work for a word is bounded by the number of positions, whatever came before.
 * No text can make it backtrack.
 */
final class Automaton {

    /** A pattern found: tokens {@code from} (inclusive) to {@code to} (exclusive). */
    record Match(int pattern, int from, int to) {}

    /** Positions by the word that leads into them, kept apart for those that may begin a match. */
    private final Map<String, int[]> beginByWord;

    private final Map<String, int[]> beginByPrefix;
    private final Map<WordKind, int[]> beginByKind;
    private final int shortestPrefix;
    private final int longestPrefix;

    /** For each position: what it accepts, what may follow, which pattern ends there (or −1). */
    private final Expression[] accepts;

    private final int[][] follow;
    private final int[] ends;
    private final int[] patternOf;

    private Automaton(Builder builder) {
        int positions = builder.accepts.size();
        accepts = builder.accepts.toArray(Expression[]::new);
        follow = new int[positions][];
        ends = new int[positions];
        patternOf = builder.patternOf.stream().mapToInt(Integer::intValue).toArray();
        for (int p = 0; p < positions; p++) {
            follow[p] = builder.follow.get(p).stream().mapToInt(Integer::intValue).toArray();
            ends[p] = builder.last.get(p) ? builder.patternOf.get(p) : -1;
        }
        var words = new HashMap<String, List<Integer>>();
        var prefixes = new HashMap<String, List<Integer>>();
        var kinds = new HashMap<WordKind, List<Integer>>();
        for (int p = builder.first.nextSetBit(0); p >= 0; p = builder.first.nextSetBit(p + 1)) {
            switch (accepts[p]) {
                case Expression.Word(var form) ->
                        words.computeIfAbsent(form, _ -> new ArrayList<>()).add(p);
                case Expression.Prefix(var beginning) ->
                        prefixes.computeIfAbsent(beginning, _ -> new ArrayList<>()).add(p);
                case Expression.Kind(var kind) ->
                        kinds.computeIfAbsent(kind, _ -> new ArrayList<>()).add(p);
                default -> throw new IllegalStateException("a pattern may not begin with a gap");
            }
        }
        beginByWord = frozen(words);
        beginByPrefix = frozen(prefixes);
        beginByKind = frozen(kinds);
        shortestPrefix = prefixes.keySet().stream().mapToInt(String::length).min().orElse(0);
        longestPrefix = prefixes.keySet().stream().mapToInt(String::length).max().orElse(-1);
    }

    private static <K> Map<K, int[]> frozen(Map<K, List<Integer>> lists) {
        var frozen = new HashMap<K, int[]>();
        lists.forEach((key, list) ->
                frozen.put(key, list.stream().mapToInt(Integer::intValue).toArray()));
        return Map.copyOf(frozen);
    }

    int positions() {
        return accepts.length;
    }

    /** One reading of a text; not to be shared between threads. */
    final class Scan {
        private final int[] start = new int[accepts.length];
        private final int[] nextStart = new int[accepts.length];
        private final int[] active = new int[accepts.length];
        private final int[] nextActive = new int[accepts.length];
        private int[] current = active;
        private int[] following = nextActive;
        private int[] currentStart = start;
        private int[] followingStart = nextStart;
        private int count;
        private int nextCount;
        private long steps;

        Scan() {
            Arrays.fill(start, -1);
            Arrays.fill(nextStart, -1);
        }

        /** How much work was done: one step is one position looked at. */
        long steps() {
            return steps;
        }

        /** The matches within one sentence, in the order of their ends. */
        List<Match> sentence(List<Token> tokens, int from, int to) {
            var matches = new ArrayList<Match>();
            clear();
            for (int t = from; t < to; t++) {
                String form = tokens.get(t).form();
                nextCount = 0;
                for (int i = 0; i < count; i++) {
                    int p = current[i];
                    steps++;
                    if (takes(accepts[p], form)) {
                        matched(p, currentStart[p], t, matches);
                    }
                    currentStart[p] = -1;
                }
                begin(beginByWord.get(form), t, matches);
                for (int length = shortestPrefix;
                        length <= longestPrefix && length <= form.length();
                        length++) {
                    begin(beginByPrefix.get(form.substring(0, length)), t, matches);
                }
                for (var kind : beginByKind.entrySet()) {
                    if (kind.getKey().holds(form)) {
                        begin(kind.getValue(), t, matches);
                    }
                }
                int[] positions = current;
                current = following;
                following = positions;
                int[] starts = currentStart;
                currentStart = followingStart;
                followingStart = starts;
                count = nextCount;
            }
            return matches;
        }

        private void clear() {
            for (int i = 0; i < count; i++) {
                currentStart[current[i]] = -1;
            }
            count = 0;
        }

        private void begin(int @Nullable [] positions, int t, List<Match> matches) {
            if (positions != null) {
                for (int p : positions) {
                    steps++;
                    matched(p, t, t, matches);
                }
            }
        }

        private void matched(int p, int from, int t, List<Match> matches) {
            if (ends[p] >= 0) {
                matches.add(new Match(ends[p], from, t + 1));
            }
            for (int q : follow[p]) {
                steps++;
                if (followingStart[q] < 0) {
                    following[nextCount++] = q;
                    followingStart[q] = from;
                } else if (followingStart[q] < from) {
                    // Of two ways to the same place the shorter shows the words better.
                    followingStart[q] = from;
                }
            }
        }
    }

    private static boolean takes(Expression label, String form) {
        return switch (label) {
            case Expression.Word(var word) -> word.equals(form);
            case Expression.Prefix(var beginning) -> form.startsWith(beginning);
            case Expression.Kind(var kind) -> kind.holds(form);
            case Expression.Gap _ -> true;
            default -> throw new IllegalStateException();
        };
    }

    Scan scan() {
        return new Scan();
    }

    int patternOf(int position) {
        return patternOf[position];
    }

    /** Collects patterns; each gets the number of its turn. */
    static final class Builder {
        private final List<Expression> accepts = new ArrayList<>();
        private final List<Integer> patternOf = new ArrayList<>();
        private final List<TreeSet<Integer>> follow = new ArrayList<>();
        private final BitSet first = new BitSet();
        private final BitSet last = new BitSet();
        private int patterns;

        private record Part(BitSet first, BitSet last, boolean nullable) {}

        int add(Expression pattern) {
            int number = patterns++;
            Part whole = part(pattern, number);
            first.or(whole.first);
            last.or(whole.last);
            return number;
        }

        Automaton build() {
            return new Automaton(this);
        }

        private Part part(Expression expression, int pattern) {
            return switch (expression) {
                case Expression.Word _, Expression.Prefix _, Expression.Kind _ ->
                        position(expression, pattern);
                case Expression.Optional(var inner) -> {
                    Part part = part(inner, pattern);
                    yield new Part(part.first, part.last, true);
                }
                case Expression.Gap(int most) -> {
                    Part gap = null;
                    for (int i = 0; i < most; i++) {
                        Part one = position(new Expression.Gap(1), pattern);
                        Part perhaps = new Part(one.first, one.last, true);
                        gap = gap == null ? perhaps : sequence(gap, perhaps);
                    }
                    if (gap == null) {
                        throw new IllegalStateException("a gap of nothing");
                    }
                    yield gap;
                }
                case Expression.Sequence(var parts) -> {
                    Part sum = part(parts.getFirst(), pattern);
                    for (var next : parts.subList(1, parts.size())) {
                        sum = sequence(sum, part(next, pattern));
                    }
                    yield sum;
                }
                case Expression.Choice(var parts) -> {
                    var begin = new BitSet();
                    var end = new BitSet();
                    boolean nullable = false;
                    for (var one : parts) {
                        Part part = part(one, pattern);
                        begin.or(part.first);
                        end.or(part.last);
                        nullable |= part.nullable;
                    }
                    yield new Part(begin, end, nullable);
                }
            };
        }

        private Part position(Expression label, int pattern) {
            int p = accepts.size();
            accepts.add(label);
            patternOf.add(pattern);
            follow.add(new TreeSet<>());
            var self = new BitSet();
            self.set(p);
            return new Part(self, self, false);
        }

        private Part sequence(Part left, Part right) {
            left.last.stream()
                    .forEach(p -> right.first.stream().forEach(q -> follow.get(p).add(q)));
            var begin = (BitSet) left.first.clone();
            if (left.nullable) {
                begin.or(right.first);
            }
            var end = (BitSet) right.last.clone();
            if (right.nullable) {
                end.or(left.last);
            }
            return new Part(begin, end, left.nullable && right.nullable);
        }
    }
}
