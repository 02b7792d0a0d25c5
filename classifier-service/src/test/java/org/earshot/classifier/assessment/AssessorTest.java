package org.earshot.classifier.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.earshot.classifier.assessment.Assessment.Indicator;
import org.earshot.classifier.data.DataFile;
import org.earshot.events.Band;
import org.earshot.events.NotAssessed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What rules together give, with a few rules of its own. */
class AssessorTest {

    private static final String RULES =
            """
            language: en
            context:
              - {kind: negated, direction: after, reach: 5, patterns: never}
              - {kind: third-party, direction: after, reach: 8, patterns: my neighbour}
            idioms:
              - {id: of-laughter, silences: [V01], patterns: die laughing}
            rules:
              - {id: t-die, code: V01, strength: explicit, patterns: die, matches: die}
              - {id: t-hungry, code: V08, strength: veiled, patterns: hungry, matches: hungry}
              - {id: t-control, code: V06, strength: explicit, patterns: hits, matches: hits}
              - {id: t-anxious, code: V12, strength: explicit, patterns: anxious, matches: anxious}
              - {id: t-ill, code: V13, strength: explicit, patterns: ill, matches: ill}
              - {id: t-wales, code: V15, strength: explicit, band: B2, patterns: braille, matches: braille}
              - {id: t-children, strength: explicit, marks: [child_in_household], patterns: my children, matches: my children}
              - {id: t-alone, strength: explicit, marks: [lives_alone_or_no_contact], patterns: alone, matches: alone}
              - {id: t-stopped, strength: explicit, marks: [adverse_action_pending], patterns: money stopped, matches: money stopped}
              - {id: t-safe, strength: explicit, marks: [protective_factor_mentioned], patterns: my sister helps, matches: my sister helps}
            """;

    private static final Assessor ASSESSOR =
            Assessor.of(
                    DataFile.resource("taxonomy/taxonomy.yaml"),
                    List.of(DataFile.of("test.yaml", RULES)));

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "Thank you for the letter.                            ; S",
                "I am ill.                                            ; B3",
                "I am anxious.                                        ; B2",
                "I am hungry.                                         ; B1",
                "I will die.                                          ; B0",
                "I read braille.                                      ; B2",
                "I am ill. I am hungry.                               ; B1",
                "I would never die.                                   ; B1",
                "I am never hungry.                                   ; S",
                "I could die laughing.                                ; S",
                "I am ill. My children.                               ; B2",
                "I am anxious. My children. I am alone.               ; B1",
                "I am ill. My children. I am alone.                   ; B2",
                "I am hungry. My children.                            ; B1",
                "My children.                                         ; S",
                "My children. He hits.                                ; B0",
                "He hits.                                             ; B1",
                "My children. He never hits.                          ; B1",
                "I am never ill. My children.                         ; S",
                "My money stopped. I am ill.                          ; B1",
                "My money stopped.                                    ; S",
                "I will die. My sister helps.                         ; B0",
                "My neighbour is hungry.                              ; B1"
            })
    void theBandIsTheHighestThatAnythingGives(String text, Band band) {
        assertThat(ASSESSOR.assess(text).band()).isEqualTo(band);
    }

    @Test
    void aCircumstanceAndANeedTogetherShowACategory() {
        var assessment = ASSESSOR.assess("My money stopped. I am ill.");

        assertThat(assessment.categories()).isEqualTo(Map.of("V13", 0.95, "V19", 0.75));
        assertThat(assessment.modifiers()).containsExactly("adverse_action_pending");
        assertThat(assessment.indicators())
                .extracting(Indicator::code, Indicator::start, Indicator::end)
                .containsExactlyInAnyOrder(
                        tuple(null, 3, 16), tuple("V19", 3, 16), tuple("V13", 23, 26));
    }

    @Test
    void whatIsToldOfAnotherIsAConcernRaisedByAThirdPartyToo() {
        var assessment = ASSESSOR.assess("My neighbour will die.");

        assertThat(assessment.categories()).containsOnlyKeys("V01", "V21");
        assertThat(assessment.band()).isEqualTo(Band.B0);
    }

    @Test
    void aDeniedWordIsShownAndCountsForLess() {
        var assessment = ASSESSOR.assess("I would never die.");

        assertThat(assessment.categories()).isEqualTo(Map.of("V01", 0.35));
        assertThat(assessment.score()).isLessThan(ASSESSOR.assess("I am hungry.").score());
    }

    @Test
    void offsetsCountCodePointsOfTheTextAsItCame() {
        var text =
                "\uD83D\uDE22\uD83C\uDDEC\uD83C\uDDE7 De\u0301ar Sir,\r\n\r\n"
                        + "I\u2019m H\u00DBNGRYYY \uD83D\uDE22. die";

        var assessment = ASSESSOR.assess(text);

        assertThat(assessment.indicators())
                .extracting(indicator -> passage(text, indicator))
                .containsExactly("H\u00DBNGRYYY", "die");
    }

    @Test
    void aHundredPagesAreReadToTheirLastSentence() {
        var page = "The drains in the road were dug up on Monday. ".repeat(60);
        var text = page.repeat(100) + "I will die.";

        var assessment = ASSESSOR.assess(text);

        assertThat(assessment.band()).isEqualTo(Band.B0);
        assertThat(assessment.indicators())
                .extracting(indicator -> passage(text, indicator))
                .containsExactly("die");
        assertThat(assessment.notAssessed()).isEmpty();
    }

    @Test
    void aHundredPagesWithoutAFullStopAreReadToTheirLastWord() {
        var text = "the drains in the road were dug up on monday and ".repeat(6_000) + "i will die";

        assertThat(ASSESSOR.assess(text).band()).isEqualTo(Band.B0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n\t", "...", "\uD83D\uDE22"})
    void aTextWithoutWordsIsNotAssessedAndIsReadTheSameDay(String text) {
        var assessment = ASSESSOR.assess(text);

        assertThat(assessment.notAssessed()).containsExactly(NotAssessed.BLANK);
        assertThat(assessment.band()).isEqualTo(Band.B1);
        assertThat(assessment.language()).isEqualTo("und");
    }

    @Test
    void aTextInAnUnknownLanguageIsNotWhollyAssessedAndStillShowsWhatWasFound() {
        var polish = "Nie mam pieniędzy na jedzenie i nie wiem, co robić.";

        var assessment = ASSESSOR.assess(polish);
        var both = ASSESSOR.assess(polish + " I will die.");

        assertThat(assessment.notAssessed()).containsExactly(NotAssessed.LANGUAGE);
        assertThat(assessment.band()).isEqualTo(Band.B1);
        assertThat(both.notAssessed()).containsExactly(NotAssessed.LANGUAGE);
        assertThat(both.band()).isEqualTo(Band.B0);
    }

    @Test
    void theScoreOrdersByBandFirst() {
        var texts =
                List.of(
                        "Thank you.",
                        "I am ill.",
                        "I am ill. I read braille. I am anxious.",
                        "I would never die.",
                        "I am hungry.",
                        "I am hungry. I am ill.",
                        "I will die.",
                        "I will die. I am hungry.");

        assertThat(texts.stream().map(text -> ASSESSOR.assess(text).score()).toList())
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(score -> score >= 0 && score <= 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Je ne veux plus vivre",
                "Quiero morir. Ayúdame.",
                "Chcę umrzeć. Pomóż mi.",
                "Vreau să mor",
                "Ich will nicht mehr leben",
                "我不想活了，请帮帮我",
                "ساعدوني",
                "Hello, please note my address. Je ne veux plus vivre. Thank you."
            })
    void aCryOfAFewWordsInAnotherLanguageIsNotPassedOver(String text) {
        var assessment = Assessor.shipped().assess(text);

        assertThat(assessment.notAssessed()).containsExactly(NotAssessed.LANGUAGE);
        assertThat(assessment.band()).isEqualTo(Band.B1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n ", "12345", "?!", "\uD83D\uDE22"})
    void whatHasNoWordsIsBlank(String text) {
        var assessment = ASSESSOR.assess(text);

        assertThat(assessment.notAssessed()).containsExactly(NotAssessed.BLANK);
        assertThat(assessment.band()).isEqualTo(Band.B1);
    }

    @Test
    void theVersionChangesWithAnyByteOfTheRules() {
        var changed =
                Assessor.of(
                        DataFile.resource("taxonomy/taxonomy.yaml"),
                        List.of(DataFile.of("test.yaml", RULES + "\n")));

        assertThat(ASSESSOR.version()).matches("0\\.1-draft\\+rules\\.[0-9a-f]{8}");
        assertThat(changed.version()).isNotEqualTo(ASSESSOR.version());
    }

    private static String passage(String text, Indicator indicator) {
        return text.substring(
                text.offsetByCodePoints(0, indicator.start()),
                text.offsetByCodePoints(0, indicator.end()));
    }
}
