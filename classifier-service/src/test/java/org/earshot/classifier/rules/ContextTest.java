package org.earshot.classifier.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.earshot.classifier.rules.Attribute.NEGATED;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.earshot.classifier.data.DataFile;
import org.earshot.classifier.taxonomy.Taxonomy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each attribute, how far it reaches, and what stops it, with a few triggers of its own. */
class ContextTest {

    private static final RuleBook BOOK =
            RuleFiles.read(
                    Taxonomy.read(DataFile.resource("taxonomy/taxonomy.yaml")),
                    List.of(
                            DataFile.of(
                                    "test.yaml",
                                    """
                                    language: en
                                    idioms:
                                      - id: a-colour
                                        silences: [V01]
                                        patterns: harm green
                                    context:
                                      - {kind: negated, direction: after, reach: 5, patterns: "(not|never)"}
                                      - {kind: negated, direction: before, reach: 5, patterns: "was ruled out"}
                                      - {kind: pseudo, patterns: "not only"}
                                      - {kind: historical, direction: both, reach: 8, patterns: "years ago"}
                                      - {kind: present, patterns: "(now|again)"}
                                      - {kind: hypothetical, direction: after, reach: 8, patterns: "if anyone"}
                                      - {kind: other-experiencer, direction: both, reach: 8, patterns: "in the film"}
                                      - {kind: third-party, direction: after, reach: 8, patterns: "my neighbour"}
                                      - {kind: form-question, reach: 8, patterns: "do you"}
                                      - {kind: answered-yes, patterns: "yes"}
                                      - {kind: ends, patterns: "but"}
                                      - {kind: clause, patterns: "and i"}
                                    rules:
                                      - id: test-harm
                                        code: V01
                                        strength: explicit
                                        patterns: |
                                          harm [myself]
                                          not wake up
                                        matches: harm
                                    """)));

    private static Set<Attribute> attributes(String text) {
        return BOOK.read(text).findings().stream()
                .flatMap(finding -> finding.attributes().stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Attribute.class)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "I could harm myself                                  ; ",
                "I would never harm myself                            ; NEGATED",
                "harm was ruled out                                   ; NEGATED",
                "harm years ago                                       ; HISTORICAL",
                "years ago there was harm                             ; HISTORICAL",
                "what if anyone did harm here                         ; HYPOTHETICAL",
                "the harm in the film                                 ; OTHER_EXPERIENCER",
                "my neighbour may harm himself                        ; THIRD_PARTY",
                "Do you want to harm others?                          ; FORM_TEXT",
                "never, years ago, was there harm                     ; HISTORICAL",
                "my neighbour would never harm us                     ; NEGATED THIRD_PARTY"
            })
    void aTriggerCastsItsAttribute(String text, @Nullable String attributes) {
        assertThat(attributes(text)).isEqualTo(set(attributes));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "'Never. I could harm myself'                         ; another sentence",
                "'never but I could harm myself'                      ; a word that ends it",
                "'never and I could harm myself'                      ; a new clause",
                "'never, I could harm myself'                         ; a comma",
                "'never - I could harm myself'                        ; a dash",
                "'never one two three four five six harm'             ; too far",
                "'not only do I harm myself'                          ; looks like a trigger only",
                "'harm never'                                         ; the other direction",
                "'harm years ago and again now'                       ; the past is not over",
                "'I want to not wake up'                              ; part of the passage itself",
                "'Do you know that I want to harm myself?'            ; said in the first person",
                "'Do you want to harm others.'                        ; not asked",
                "'Do you want to harm others? Yes'                    ; answered with yes",
                "'Thank you for the letter. Oh dear, never\nI harm'   ; a line break that is unsure"
            })
    void whatDoesNotReachThePassageDoesNotCount(String text, String why) {
        assertThat(attributes(text)).as(why).isEmpty();
    }

    @Test
    void theSameWordsTwiceAreTwoPassagesWithEachItsOwnContext() {
        var findings = BOOK.read("I would never harm him but I will harm myself").findings();

        assertThat(findings)
                .extracting(Finding::attributes)
                .containsExactly(Set.of(NEGATED), Set.of());
    }

    @Test
    void anIdiomSilencesWhatEndsInItAndNothingElse() {
        var findings = BOOK.read("harm green and harm").findings();

        assertThat(findings).extracting(Finding::idiom).containsExactly("a-colour", "");
    }

    private static Set<Attribute> set(@Nullable String names) {
        var set = EnumSet.noneOf(Attribute.class);
        if (names != null) {
            for (String name : names.split(" ", -1)) {
                set.add(Attribute.valueOf(name));
            }
        }
        return set;
    }
}
