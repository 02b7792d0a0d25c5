package org.earshot.classifier.assessment;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntUnaryOperator;
import org.earshot.classifier.assessment.Assessment.Indicator;
import org.earshot.classifier.data.DataFile;
import org.earshot.classifier.rules.Rule;
import org.earshot.classifier.rules.RuleFiles;
import org.earshot.classifier.taxonomy.Taxonomy;
import org.earshot.classifier.text.Words;
import org.earshot.events.Band;

/**
 * An assessor of a few rules, and one that knows a veiled saying besides, so that the tests of the
 * service do not move with the rules and the model that ship. Each fails at one word, as what has a
 * mistake would.
 */
public final class TestAssessor {

    public static final String MAKES_IT_FAIL = "Abracadabra";

    /** Fails as nothing that a text holds should make it fail. */
    public static final String BREAKS_IT = "Hocus-pocus";

    public static final String MAKES_THE_MODEL_FAIL = "Simsalabim";

    /** Says nothing to the rules and B0 to the model. */
    public static final String VEILED = "I only keep the light on for the cat.";

    /** Gives V01 and V08 for a few words each. */
    public static final DataFile RULES =
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

    /** The model takes its time over it, until it is told to go on. */
    public static final String HOLDS_UP_THE_MODEL = "Abide with me.";

    private static final CountDownLatch GO_ON = new CountDownLatch(1);

    private TestAssessor() {}

    public static void letTheModelGoOn() {
        GO_ON.countDown();
    }

    public static Assessor assessor() {
        var taxonomy = Taxonomy.read(DataFile.resource("taxonomy/taxonomy.yaml"));
        var rules = RuleFiles.read(taxonomy, List.of(RULES));
        return new Assessor(
                taxonomy,
                text -> {
                    if (text.contains(MAKES_IT_FAIL)) {
                        throw new IllegalStateException("as the test wants it");
                    }
                    if (text.contains(BREAKS_IT)) {
                        throw new NoClassDefFoundError("as the test wants it");
                    }
                    return rules.read(text);
                },
                "test-1");
    }

    /** The same rules, and what stands in for the model. */
    public static Assessor withModel() {
        return assessor().with(TestAssessor::read, "model.test");
    }

    private static ModelLayer.Raised read(
            Words words, List<Indicator> byRules, IntUnaryOperator codePoints) {
        var text = words.text();
        if (text.contains(MAKES_THE_MODEL_FAIL)) {
            throw new IllegalStateException("as the test wants it");
        }
        if (text.contains(HOLDS_UP_THE_MODEL)) {
            try {
                GO_ON.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        int at = text.indexOf(VEILED);
        if (at < 0) {
            return new ModelLayer.Raised(List.of(), Map.of("V01", 0.01), 0.01);
        }
        var found =
                new Indicator(
                        "V01",
                        codePoints.applyAsInt(at),
                        codePoints.applyAsInt(at + VEILED.length()),
                        0.7,
                        Band.B0,
                        ModelLayer.NAME,
                        Rule.Strength.VEILED,
                        Set.of(),
                        false,
                        List.of(),
                        "");
        return new ModelLayer.Raised(List.of(found), Map.of("V01", 0.7), 0.7);
    }

    /** What the service of the tests gets instead of the rules and the model that ship. */
    static final class Producer {
        @Produces
        @Singleton
        @Alternative
        @Priority(1)
        Assessors testAssessors() {
            return new Assessors(assessor(), withModel());
        }
    }
}
