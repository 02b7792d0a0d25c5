package org.earshot.classifier.assessment;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.earshot.classifier.data.DataFile;
import org.earshot.classifier.rules.RuleFiles;
import org.earshot.classifier.taxonomy.Taxonomy;

/**
 * An assessor of a few rules, so that the tests of the service do not move with the rules that
 * ship. It fails at one word, as rules that have a mistake would.
 */
public final class TestAssessor {

    public static final String MAKES_IT_FAIL = "Abracadabra";

    private static final DataFile RULES =
            DataFile.of(
                    "test.yaml",
                    """
                    language: en
                    rules:
                      - id: test-urgent
                        code: V01
                        strength: explicit
                        patterns: can not go on living
                        matches: I can not go on living.
                        mustNotMatch: I go on holiday.
                      - id: test-hungry
                        code: V08
                        strength: veiled
                        patterns: nothing to eat
                        matches: There is nothing to eat.
                        mustNotMatch: I have eaten.
                    """);

    private TestAssessor() {}

    public static Assessor assessor() {
        var taxonomy = Taxonomy.read(DataFile.resource("taxonomy/taxonomy.yaml"));
        var rules = RuleFiles.read(taxonomy, List.of(RULES));
        return new Assessor(
                taxonomy,
                text -> {
                    if (text.contains(MAKES_IT_FAIL)) {
                        throw new IllegalStateException("as the test wants it");
                    }
                    return rules.read(text);
                },
                "test-1");
    }

    /** What the service of the tests gets instead of the rules that ship. */
    static final class Producer {
        @Produces
        @Singleton
        @Alternative
        @Priority(1)
        Assessor testAssessor() {
            return assessor();
        }
    }
}
