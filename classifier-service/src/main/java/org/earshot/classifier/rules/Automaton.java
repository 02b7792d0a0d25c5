package org.earshot.classifier.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.earshot.classifier.text.Token;
import org.jspecify.annotations.Nullable;

/**
 * All patterns in one position automaton (Glushkov's construction). A text is read once: each word
 * may begin matches, and all matches begun at one word are followed together, as one state of a
 * deterministic automaton that is built as texts need it and kept within bounds. The work for a
 * word is at most one step for each word a pattern can span, whatever came before: no text can make
 * it go back.
 */
final class Automaton {

    /** A pattern found: tokens {@code from} (inclusive) to {@code to} (exclusive). */
    record Match(int pattern, int from, int to) {}

    /** The label of a position that takes any word. */
    private static final int ANY = -1;

    private static final int NO_PATTERN = -1;
    private static final int[] NONE = {};

    /** What a scan may keep: numbers in its states, and words whose labels it knows. */
    private static final int MOST_KEPT = 4_000_000;

    private static final int MOST_FORMS = 50_000;

    /** For each position: what it takes, what may follow, which pattern ends there. */
    private final int[] label;

    private final int[][] follow;
    private final int[] ends;

    private final Map<String, Integer> words;
    private final Map<String, Integer> prefixes;
    private final Map<WordKind, Integer> kinds;
    private final int shortestPrefix;
    private final int longestPrefix;

    /** The positions at which a pattern may begin, by label. */
    private final int[][] begin;

    private Automaton(Builder builder) {
        label = builder.label.toArray();
        ends = builder.ends.toArray();
        follow = builder.follow.stream().map(Ints::toArray).toArray(int[][]::new);
        words = Map.copyOf(builder.words);
        prefixes = Map.copyOf(builder.prefixes);
        kinds = new EnumMap<>(WordKind.class);
        kinds.putAll(builder.kinds);
        begin = builder.begin.stream().map(Ints::toArray).toArray(int[][]::new);
        shortestPrefix = prefixes.keySet().stream().mapToInt(String::length).min().orElse(0);
        longestPrefix = prefixes.keySet().stream().mapToInt(String::length).max().orElse(-1);
    }

    int positions() {
        return label.length;
    }

    /** The labels that a word bears: itself, if a pattern has it, prefixes and kinds. */
    private int[] labelsOf(String form) {
        var labels = new Ints();
        Integer word = words.get(form);
        if (word != null) {
            labels.add(word);
        }
        for (int length = shortestPrefix;
                length <= longestPrefix && length <= form.length();
                length++) {
            Integer prefix = prefixes.get(form.substring(0, length));
            if (prefix != null) {
                labels.add(prefix);
            }
        }
        kinds.forEach((kind, id) -> {
            if (kind.holds(form)) {
                labels.add(id);
            }
        });
        return labels.toArray();
    }

    Scan scan() {
        return new Scan();
    }

    /** A word as the automaton sees it, and where the matches it begins stand after it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Form(int[] labels, @Nullable State begins) {}

    /** Where all matches stand that began at one word. */
    private static final class State {
        /** Those that something may follow. */
        final int[] positions;

        /** The patterns that end here. */
        final int[] found;

        /** One bit for each label that would make a difference. */
        final long[] heeded;

        /** After each label, or each set of labels, where it was asked for. */
        final Map<Integer, After> after = new HashMap<>();

        final Map<List<Integer>, After> afterSeveral = new HashMap<>();
        @Nullable After afterOther;

        State(int[] positions, int[] found, long[] heeded) {
            this.positions = positions;
            this.found = found;
            this.heeded = heeded;
        }

        boolean heeds(int label) {
            return (heeded[label >> 6] & 1L << (label & 63)) != 0;
        }

        int size() {
            return positions.length + found.length + heeded.length;
        }
    }

    /** What follows a state: another one, or nothing. */
    private record After(@Nullable State state) {}

    @SuppressWarnings("ArrayRecordComponent") // compared by what is in them
    private record Key(int hash, int[] positions, int[] found) {
        static Key of(int[] positions, int[] found) {
            return new Key(
                    31 * Arrays.hashCode(positions) + Arrays.hashCode(found), positions, found);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && hash == key.hash
                    && Arrays.equals(positions, key.positions)
                    && Arrays.equals(found, key.found);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** Reads texts one after the other, and remembers its states; not to be shared by threads. */
    final class Scan {
        private final Map<String, Form> forms = new HashMap<>();
        private final Map<Key, State> states = new HashMap<>();
        private final int labels = begin.length;
        private int kept;
        private long steps;

        /** How much work was done: a step for each state followed, each position looked at. */
        long steps() {
            return steps;
        }

        /**
         * The matches within one sentence, in the order of their ends. Of several that end at one
         * word the shortest shows the words best.
         */
        List<Match> sentence(List<Token> tokens, int from, int to) {
            var matches = new ArrayList<Match>();
            var alive = new ArrayList<State>();
            var starts = new Ints();
            for (int t = from; t < to; t++) {
                Form form = form(tokens.get(t).form());
                int left = 0;
                for (int i = 0; i < alive.size(); i++) {
                    State next = after(alive.get(i), form.labels);
                    if (next != null) {
                        alive.set(left, next);
                        starts.set(left++, starts.get(i));
                    }
                }
                alive.subList(left, alive.size()).clear();
                starts.shorten(left);
                if (form.begins != null) {
                    steps++;
                    alive.add(form.begins);
                    starts.add(t);
                }
                report(alive, starts, t, matches);
            }
            return matches;
        }

        private void report(List<State> alive, Ints starts, int t, List<Match> matches) {
            int before = matches.size();
            for (int i = alive.size() - 1; i >= 0; i--) {
                for (int pattern : alive.get(i).found) {
                    if (!isReported(pattern, matches, before)) {
                        matches.add(new Match(pattern, starts.get(i), t + 1));
                    }
                }
            }
        }

        private static boolean isReported(int pattern, List<Match> matches, int from) {
            for (int i = from; i < matches.size(); i++) {
                if (matches.get(i).pattern == pattern) {
                    return true;
                }
            }
            return false;
        }

        private Form form(String word) {
            Form form = forms.get(word);
            if (form == null) {
                if (forms.size() >= MOST_FORMS) {
                    forms.clear();
                }
                int[] labels = labelsOf(word);
                var first = new Ints();
                for (int one : labels) {
                    first.addAll(begin[one]);
                }
                form = new Form(labels, state(first));
                forms.put(word, form);
            }
            return form;
        }

        private @Nullable State after(State state, int[] wordsLabels) {
            steps++;
            int heeded = 0;
            int one = ANY;
            for (int each : wordsLabels) {
                if (state.heeds(each)) {
                    heeded++;
                    one = each;
                }
            }
            if (heeded == 0) {
                if (state.afterOther == null) {
                    state.afterOther = follow(state, NONE);
                }
                return state.afterOther.state;
            }
            After after;
            if (heeded == 1) {
                after = state.after.get(one);
                if (after == null) {
                    after = follow(state, new int[] {one});
                    state.after.put(one, after);
                }
            } else {
                int[] several = Arrays.stream(wordsLabels).filter(state::heeds).toArray();
                var key = Arrays.stream(several).boxed().toList();
                after = state.afterSeveral.get(key);
                if (after == null) {
                    after = follow(state, several);
                    state.afterSeveral.put(key, after);
                }
            }
            return after.state;
        }

        private After follow(State state, int[] wordsLabels) {
            kept += 8;
            var next = new Ints();
            for (int p : state.positions) {
                for (int q : follow[p]) {
                    steps++;
                    if (label[q] == ANY || contains(wordsLabels, label[q])) {
                        next.add(q);
                    }
                }
            }
            return new After(state(next));
        }

        private static boolean contains(int[] labels, int label) {
            for (int one : labels) {
                if (one == label) {
                    return true;
                }
            }
            return false;
        }

        /** The state in which these positions have just been matched; none when there are none. */
        private @Nullable State state(Ints matched) {
            int[] positions = matched.sortedOnce();
            var found = new Ints();
            var goOn = new Ints();
            for (int p : positions) {
                if (ends[p] != NO_PATTERN) {
                    found.add(ends[p]);
                }
                if (follow[p].length > 0) {
                    goOn.add(p);
                }
            }
            if (positions.length == 0) {
                return null;
            }
            if (kept > MOST_KEPT) {
                forms.clear();
                states.clear();
                kept = 0;
            }
            var key = Key.of(goOn.toArray(), found.sortedOnce());
            return states.computeIfAbsent(key, this::newState);
        }

        private State newState(Key key) {
            long[] heeded = new long[(labels >> 6) + 1];
            for (int p : key.positions) {
                for (int q : follow[p]) {
                    if (label[q] != ANY) {
                        heeded[label[q] >> 6] |= 1L << (label[q] & 63);
                    }
                }
            }
            var state = new State(key.positions, key.found, heeded);
            kept += state.size();
            return state;
        }
    }

    /** A list of numbers. */
    private static final class Ints {
        private int[] numbers = NONE;
        private int size;

        void add(int number) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, Math.max(4, 2 * size));
            }
            numbers[size++] = number;
        }

        void addAll(int[] all) {
            for (int one : all) {
                add(one);
            }
        }

        int get(int i) {
            return numbers[i];
        }

        void set(int i, int number) {
            numbers[i] = number;
        }

        void shorten(int length) {
            size = length;
        }

        int[] toArray() {
            return size == 0 ? NONE : Arrays.copyOf(numbers, size);
        }

        int[] sortedOnce() {
            return Arrays.stream(numbers, 0, size).sorted().distinct().toArray();
        }
    }

    /** Collects patterns; each gets the number of its turn. */
    static final class Builder {
        private final Ints label = new Ints();
        private final Ints ends = new Ints();
        private final List<Ints> follow = new ArrayList<>();
        private final List<Ints> begin = new ArrayList<>();
        private final Map<String, Integer> words = new HashMap<>();
        private final Map<String, Integer> prefixes = new HashMap<>();
        private final Map<WordKind, Integer> kinds = new HashMap<>();
        private int patterns;

        @SuppressWarnings("ArrayRecordComponent") // never compared
        private record Part(int[] first, int[] last, boolean nullable) {}

        int add(Expression pattern) {
            int number = patterns++;
            Part whole = part(pattern);
            for (int p : whole.first) {
                if (label.get(p) == ANY) {
                    throw new IllegalStateException("a pattern may not begin with a gap");
                }
                begin.get(label.get(p)).add(p);
            }
            for (int p : whole.last) {
                ends.set(p, number);
            }
            return number;
        }

        Automaton build() {
            return new Automaton(this);
        }

        private Part part(Expression expression) {
            return switch (expression) {
                case Expression.Word(var form) -> position(words.computeIfAbsent(form, this::id));
                case Expression.Prefix(var beginning) ->
                        position(prefixes.computeIfAbsent(beginning, this::id));
                case Expression.Kind(var kind) -> position(kinds.computeIfAbsent(kind, this::id));
                case Expression.Optional(var inner) -> {
                    Part part = part(inner);
                    yield new Part(part.first, part.last, true);
                }
                case Expression.Gap(int most) -> {
                    Part gap = perhapsAny();
                    for (int i = 1; i < most; i++) {
                        gap = sequence(gap, perhapsAny());
                    }
                    yield gap;
                }
                case Expression.Sequence(var parts) -> {
                    Part sum = part(parts.getFirst());
                    for (var next : parts.subList(1, parts.size())) {
                        sum = sequence(sum, part(next));
                    }
                    yield sum;
                }
                case Expression.Choice(var parts) -> {
                    var first = new Ints();
                    var last = new Ints();
                    boolean nullable = false;
                    for (var one : parts) {
                        Part part = part(one);
                        first.addAll(part.first);
                        last.addAll(part.last);
                        nullable |= part.nullable;
                    }
                    yield new Part(first.toArray(), last.toArray(), nullable);
                }
            };
        }

        private int id(Object taken) {
            begin.add(new Ints());
            return begin.size() - 1;
        }

        private Part perhapsAny() {
            Part one = position(ANY);
            return new Part(one.first, one.last, true);
        }

        private Part position(int takes) {
            int p = follow.size();
            label.add(takes);
            ends.add(NO_PATTERN);
            follow.add(new Ints());
            return new Part(new int[] {p}, new int[] {p}, false);
        }

        private Part sequence(Part left, Part right) {
            for (int p : left.last) {
                follow.get(p).addAll(right.first);
            }
            return new Part(
                    left.nullable ? joined(left.first, right.first) : left.first,
                    right.nullable ? joined(left.last, right.last) : right.last,
                    left.nullable && right.nullable);
        }

        private static int[] joined(int[] one, int[] other) {
            int[] both = Arrays.copyOf(one, one.length + other.length);
            System.arraycopy(other, 0, both, one.length, other.length);
            return both;
        }
    }
}
