package org.earshot.classifier.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.earshot.classifier.data.DataFile;
import org.earshot.classifier.rules.Automaton.Match;
import org.earshot.classifier.taxonomy.Taxonomy;
import org.earshot.classifier.text.Spelling;
import org.earshot.classifier.text.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutomatonTest {

    /** In words, gaps included; well above what any rule of today spans. */
    private static final int LONGEST_PATTERN = 40;

    private static final Taxonomy TAXONOMY =
            Taxonomy.read(DataFile.resource("taxonomy/taxonomy.yaml"));
    private static final List<String> WORDS = List.of("ant", "ants", "bee", "cat", "7", "eleven");

    @Test
    void findsWhatANaiveMatcherFindsAndShowsTheShortestPassage() {
        var random = new Random(20261122);
        for (int round = 0; round < 3_000; round++) {
            var patterns = new ArrayList<Expression>();
            var builder = new Automaton.Builder();
            for (int i = 0; i < 3; i++) {
                var pattern = pattern(random, 3);
                if (!PatternParser.nullable(pattern) && !PatternParser.mayBeginWithGap(pattern)) {
                    patterns.add(pattern);
                    builder.add(pattern);
                }
            }
            var words = words(random, 12);

            var found = new HashMap<String, Integer>();
            for (Match match : builder.build().scan().sentence(tokens(words), 0, words.size())) {
                found.merge(match.pattern() + " to " + match.to(), match.from(), Math::max);
            }

            assertThat(found).as("%s over %s", patterns, words).isEqualTo(naive(patterns, words));
        }
    }

    @Test
    void nothingOfOneSentenceIsLeftInTheNext() {
        var builder = new Automaton.Builder();
        builder.add(sequence(word("ant"), new Expression.Gap(3), word("bee")));
        var scan = builder.build().scan();
        var words = List.of("ant", "cat", "cat", "bee");

        assertThat(scan.sentence(tokens(words), 0, 2)).isEmpty();
        assertThat(scan.sentence(tokens(words), 2, 4)).isEmpty();
        assertThat(scan.sentence(tokens(words), 0, 4)).containsExactly(new Match(0, 0, 4));
    }

    /** Counted, not timed. The words are those that begin most and end least. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "i ",
                "i want to ",
                "not not i am going to ",
                "my children have not got any ",
                "if i have to go on ",
                "i do not want to be here when ",
                "no money no food no heating and ",
                "he said he will he will "
            })
    void aTextMadeToBeSlowCostsNoMoreForEachWordHoweverLongItIs(String unit) {
        int words = unit.split(" ", -1).length - 1;
        var unread = RuleFiles.read(TAXONOMY, RuleFiles.shipped());

        long first = unread.read(unit.repeat(200)).steps();
        long some = unread.read(unit.repeat(200)).steps();
        long many = unread.read(unit.repeat(2_000)).steps();

        assertThat(some).isLessThanOrEqualTo(first);
        assertThat((double) many / some).isBetween(9.5, 10.5);
        assertThat(many / (2_000.0 * words)).isLessThan(LONGEST_PATTERN);
    }

    /** Words of the rules in an order that nobody saw before, so that nothing was worked out. */
    @Test
    void aTextOfWordsAtRandomCostsNoMoreForEachWordHoweverLongItIs() {
        var vocabulary =
                RuleFiles.read(TAXONOMY, RuleFiles.shipped()).rules().stream()
                        .flatMap(rule -> rule.matches().stream())
                        .flatMap(example -> Stream.of(example.split("\\W+", -1)))
                        .toList();
        var random = new Random(20261122);
        var words = random.ints(40_000, 0, vocabulary.size()).mapToObj(vocabulary::get).toList();

        long some =
                RuleFiles.read(TAXONOMY, RuleFiles.shipped())
                        .read(String.join(" ", words.subList(0, 10_000)))
                        .steps();
        long many =
                RuleFiles.read(TAXONOMY, RuleFiles.shipped()).read(String.join(" ", words)).steps();

        assertThat((double) many / some).isLessThan(4.1);
    }

    private static Map<String, Integer> naive(List<Expression> patterns, List<String> words) {
        var found = new HashMap<String, Integer>();
        for (int p = 0; p < patterns.size(); p++) {
            for (int from = 0; from < words.size(); from++) {
                for (int to : ends(patterns.get(p), words, Set.of(from))) {
                    found.merge(p + " to " + to, from, Math::max);
                }
            }
        }
        return found;
    }

    /** Where a pattern may end that begins at any of these places. */
    private static Set<Integer> ends(Expression pattern, List<String> words, Set<Integer> from) {
        var ends = new HashSet<Integer>();
        switch (pattern) {
            case Expression.Word(var form) ->
                    from.stream()
                            .filter(i -> i < words.size() && words.get(i).equals(form))
                            .forEach(i -> ends.add(i + 1));
            case Expression.Prefix(var beginning) ->
                    from.stream()
                            .filter(i -> i < words.size() && words.get(i).startsWith(beginning))
                            .forEach(i -> ends.add(i + 1));
            case Expression.Kind(var kind) ->
                    from.stream()
                            .filter(i -> i < words.size() && kind.holds(words.get(i)))
                            .forEach(i -> ends.add(i + 1));
            case Expression.Gap(int most) -> {
                for (int i : from) {
                    for (int n = 0; n <= most && i + n <= words.size(); n++) {
                        ends.add(i + n);
                    }
                }
            }
            case Expression.Optional(var inner) -> {
                ends.addAll(from);
                ends.addAll(ends(inner, words, from));
            }
            case Expression.Choice(var parts) ->
                    parts.forEach(part -> ends.addAll(ends(part, words, from)));
            case Expression.Sequence(var parts) -> {
                Set<Integer> at = from;
                for (var part : parts) {
                    at = ends(part, words, at);
                }
                ends.addAll(at);
            }
        }
        return ends;
    }

    private static Expression pattern(Random random, int depth) {
        int kind = depth == 0 ? random.nextInt(3) : random.nextInt(8);
        return switch (kind) {
            case 0 -> word(WORDS.get(random.nextInt(WORDS.size())));
            case 1 -> new Expression.Prefix("ant");
            case 2 -> new Expression.Kind(random.nextBoolean() ? WordKind.NUMBER : WordKind.MINOR);
            case 3 -> new Expression.Optional(pattern(random, depth - 1));
            case 4 -> new Expression.Gap(1 + random.nextInt(3));
            case 5 ->
                    new Expression.Choice(
                            List.of(pattern(random, depth - 1), pattern(random, depth - 1)));
            default -> sequence(pattern(random, depth - 1), pattern(random, depth - 1));
        };
    }

    private static Expression word(String form) {
        return new Expression.Word(form);
    }

    private static Expression sequence(Expression... parts) {
        return new Expression.Sequence(List.of(parts));
    }

    private static List<String> words(Random random, int count) {
        return random.ints(count, 0, WORDS.size()).mapToObj(WORDS::get).toList();
    }

    private static List<Token> tokens(List<String> words) {
        return words.stream()
                .map(word ->
                        new Token(
                                0,
                                1,
                                word,
                                Spelling.Certainty.WRITTEN,
                                false,
                                false,
                                false,
                                false,
                                true))
                .toList();
    }
}
