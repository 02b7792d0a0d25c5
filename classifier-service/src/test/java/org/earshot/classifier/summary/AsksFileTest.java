package org.earshot.classifier.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.earshot.classifier.data.DataFile;
import org.earshot.classifier.data.DataFileSchema;
import org.earshot.classifier.rules.Rule;
import org.earshot.classifier.rules.RuleBook;
import org.earshot.classifier.rules.RuleFiles;
import org.earshot.classifier.taxonomy.Taxonomy;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The patterns for asks, times and adverse actions keep what their file promises. */
class AsksFileTest {

    private static final Taxonomy TAXONOMY =
            Taxonomy.read(DataFile.resource("taxonomy/taxonomy.yaml"));
    private static final RuleBook RULES = RuleFiles.read(TAXONOMY, RuleFiles.shipped());
    private static final RuleBook ASKS = Summariser.book(TAXONOMY);

    @TestFactory
    Stream<DynamicTest> everyPatternMeetsItsOwnExamples() {
        return ASKS.rules().stream()
                .map(rule ->
                        DynamicTest.dynamicTest(
                                rule.id(),
                                () -> {
                                    assertThat(rule.matches()).allMatch(text -> met(rule, text));
                                    assertThat(rule.mustNotMatch())
                                            .isNotEmpty()
                                            .noneMatch(text -> met(rule, text));
                                }));
    }

    /** As in the service, where the rules' book cuts the text. */
    private static boolean met(Rule rule, String text) {
        return ASKS.findings(RULES.read(text).words()).stream()
                .anyMatch(finding ->
                        finding.rule().id().equals(rule.id()) && !finding.isCounterIndicated());
    }

    @Test
    void everyKindOfAskAndOfAdverseActionHasAPattern() {
        assertThat(ASKS.rules()).extracting(Rule::takes).containsAll(Reader.names());
    }

    @Test
    void theFileHasTheShapeOfTheSchema() {
        var schema = DataFileSchema.resource("taxonomy/rules.schema.json");

        assertThat(schema.errors(Summariser.shippedFile())).isEmpty();
    }

    @Test
    void aRuleOfTheFloorTakesNothingOut() {
        var file =
                DataFile.of(
                        "test.yaml",
                        """
                        language: en
                        rules:
                          - id: ask
                            takes: request
                            patterns: please send
                            matches: Please send it.
                        """);

        assertThatThrownBy(() -> RuleFiles.read(TAXONOMY, List.of(file)))
                .isInstanceOf(DataFile.BrokenFile.class)
                .hasMessageStartingWith("test.yaml, line 4, the file.rules[0].takes: is nothing");
    }
}
