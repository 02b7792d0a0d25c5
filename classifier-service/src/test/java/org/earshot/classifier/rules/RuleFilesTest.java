package org.earshot.classifier.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.earshot.classifier.data.DataFile;
import org.earshot.classifier.data.DataFileSchema;
import org.earshot.classifier.taxonomy.Taxonomy;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules that ship keep what they promise, and a file that cannot keep it is refused. */
class RuleFilesTest {

    private static final Taxonomy TAXONOMY =
            Taxonomy.read(DataFile.resource("taxonomy/taxonomy.yaml"));

    @TestFactory
    Stream<DynamicTest> everyRuleMeetsItsOwnExamples() {
        var book = RuleFiles.read(TAXONOMY, RuleFiles.shipped());
        return book.rules().stream()
                .map(rule ->
                        DynamicTest.dynamicTest(
                                rule.id(),
                                () -> {
                                    assertThat(rule.matches())
                                            .as("matches")
                                            .allMatch(example -> met(book, rule, example));
                                    assertThat(rule.mustNotMatch())
                                            .as("mustNotMatch")
                                            .noneMatch(example -> met(book, rule, example));
                                }));
    }

    private static boolean met(RuleBook book, Rule rule, String example) {
        return book.read(example).findings().stream()
                .anyMatch(finding ->
                        finding.rule().id().equals(rule.id())
                                && !finding.isIdiom()
                                && !finding.isCounterIndicated());
    }

    /** What idioms are for, and beside it the earnest words that stand close to them. */
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "V01 ; said ; I need to talk about suicide.",
                "V01 ; said ; I have come to the conclusion suicide is the only answer.",
                "V01 ; said ; When a customer shouts at me I want to die.",
                "V01 ; said ; Employees who bully me make me want to die.",
                "V01 ; said ; My client says she wants to die.",
                "V01 ; said ; My phone died and I want to die.",
                "V01 ; said ; I am going to end it here.",
                "V01 ; said ; I took them all on Sunday night.",
                "V01 ; said ; I'm tired of living in this world.",
                "V01 ; said ; One of my clients is suicidal since your decision.",
                "V01 ; said ; I cannot live any longer without her.",
                "V01 ; said ; If you don't help me I will kill myself.",
                "V01 ; said ; I can't promise I won't kill myself.",
                "V01 ; said ; My cat is the only thing keeping me alive.",
                "V02 ; said ; My husband is going to kill me.",
                "V03 ; said ; I am dying here and nobody comes.",
                "V03 ; said ; I think he is having a heart attack.",
                "V03 ; said ; The chemist has run out of my insulin.",
                "V04 ; said ; mum hasnt come home from work since tuesday",
                "V04 ; said ; The kids are starving by Thursday.",
                "V01 ; idiom ; We are running a suicide awareness session.",
                "V01 ; idiom ; Staff learn what to do if a caller says they want to die.",
                "V01 ; idiom ; I want to end things with my supplier.",
                "V01 ; idiom ; I have taken them all back to the library.",
                "V01 ; idiom ; I've had enough of living next to that chippy.",
                "V01 ; idiom ; The line supports people who are suicidal.",
                "V01 ; idiom ; I can't live any longer with this damp.",
                "V01 ; idiom ; I tripped on your kerb and nearly killed myself.",
                "V01 ; idiom ; I've been cutting the hedge all day.",
                "V02 ; idiom ; My husband will kill me when he sees the bill.",
                "V02 ; idiom ; The library is in danger of closing.",
                "V03 ; idiom ; We need an ambulance bay outside the surgery.",
                "V04 ; idiom ; I am in year 8 and our topic is Poverty.",
                "V04 ; idiom ; I'm 6'1 and the bed is short."
            })
    void aTurnOfPhraseSilencesItselfAndNothingEarnest(String code, String how, String text) {
        var book = RuleFiles.read(TAXONOMY, RuleFiles.shipped());

        boolean counts =
                book.read(text).findings().stream()
                        .anyMatch(finding ->
                                code.equals(finding.rule().code())
                                        && finding.rule().band() == null
                                        && !finding.isIdiom()
                                        && !finding.isCounterIndicated());

        assertThat(counts).isEqualTo(how.equals("said"));
    }

    @Test
    void everyCategoryHasARuleInEnglishThatGivesItsFloor() {
        var book = RuleFiles.read(TAXONOMY, RuleFiles.shipped());

        assertThat(TAXONOMY.categories())
                .allMatch(category ->
                        book.rules().stream()
                                .anyMatch(rule ->
                                        category.code().equals(rule.code())
                                                && rule.language().equals("en")
                                                && rule.band() == null));
    }

    @TestFactory
    Stream<DynamicTest> everyFileHasTheShapeOfTheSchema() {
        var schema = DataFileSchema.resource("taxonomy/rules.schema.json");
        return RuleFiles.shipped().stream()
                .map(file ->
                        DynamicTest.dynamicTest(
                                file.name(), () -> assertThat(schema.errors(file)).isEmpty()));
    }

    private static final String GOOD =
            """
            language: en
            rules:
              - id: no-food
                code: V08
                strength: explicit
                patterns: |
                  nothing to eat
                  no food
                matches: |
                  There is nothing to eat.
                mustNotMatch: |
                  Thank you for the food.
            """;

    @ParameterizedTest(name = "{0} instead of {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "'  no (food'            ; '  no food'          ; test.yaml, line 8, the"
                        + " file.rules[0].patterns: not a pattern",
                "'  ..12 food'           ; '  no food'          ; test.yaml, line 8, the"
                        + " file.rules[0].patterns: not a pattern",
                "'  [my] ..2 food'       ; '  no food'          ; test.yaml, line 8, the"
                        + " file.rules[0].patterns: not a pattern",
                "'  @larder'             ; '  no food'          ; test.yaml, line 8, the"
                        + " file.rules[0].patterns: not a pattern",
                "'  [food]'              ; '  no food'          ; test.yaml, line 8, the"
                        + " file.rules[0].patterns: not a pattern",
                "'code: V99'             ; 'code: V08'          ; 'test.yaml, line 4, the"
                        + " file.rules[0].code: is no category'",
                "'strength: loud'        ; 'strength: explicit' ; 'test.yaml, line 5, the"
                        + " file.rules[0].strength: \"loud\"'",
                "'bandd: B1'             ; 'strength: explicit' ; 'test.yaml, line 5, the"
                        + " file.rules[0].bandd: is not a field'",
                "'id: No food'           ; 'id: no-food'        ; 'test.yaml, line 3, the"
                        + " file.rules[0].id: is small letters'",
                "'langauge: en'          ; 'language: en'       ; 'test.yaml, line 1, the"
                        + " file.langauge: is not a field'",
                "'  - id: [no-food'      ; '  - id: no-food'    ; 'test.yaml: not readable as YAML'"
            })
    void aBrokenFileIsRefusedWithItsLineAndField(String bad, String good, String message) {
        var broken = GOOD.replace(good, bad);

        assertThatThrownBy(
                        () -> RuleFiles.read(TAXONOMY, List.of(DataFile.of("test.yaml", broken))))
                .isInstanceOf(DataFile.BrokenFile.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void anIdThatStandsTwiceIsRefusedEvenInAnotherFile() {
        assertThatThrownBy(() ->
                        RuleFiles.read(
                                TAXONOMY,
                                List.of(
                                        DataFile.of("one.yaml", GOOD),
                                        DataFile.of("two.yaml", GOOD))))
                .isInstanceOf(DataFile.BrokenFile.class)
                .hasMessage("two.yaml, line 3, the file.rules[0].id: stands there twice");
    }
}
