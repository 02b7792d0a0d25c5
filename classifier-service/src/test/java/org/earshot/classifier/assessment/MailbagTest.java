package org.earshot.classifier.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.earshot.classifier.assessment.Letters.Letter;
import org.earshot.events.Band;
import org.earshot.events.NotAssessed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The sample mailbag is what its README says, and the rules find what is said plainly in it. It
 * demonstrates; it does not measure quality, and the author of the rules has read it.
 */
class MailbagTest {

    private static final Assessor ASSESSOR = Assessor.shipped();
    private static final List<Letter> MAILBAG = Letters.mailbag();
    private static final Set<String> IMMEDIATE = Set.of("V01", "V02", "V03", "V04");

    static Stream<Letter> saidPlainlyAndImmediate() {
        return MAILBAG.stream()
                .filter(letter -> letter.form().equals("explicit"))
                .filter(letter -> letter.categories().stream().anyMatch(IMMEDIATE::contains));
    }

    static Stream<Letter> ordinary() {
        return MAILBAG.stream()
                .filter(letter -> letter.form().equals("ordinary") && letter.band() == Band.S);
    }

    @Test
    void everyLineIsALetterWithLiteralQuotesAndKnownCodes() {
        assertThat(MAILBAG).extracting(Letter::id).doesNotHaveDuplicates();
        assertThat(MAILBAG).hasSizeGreaterThanOrEqualTo(120);
        assertThat(MAILBAG)
                .extracting(Letter::form)
                .isSubsetOf("explicit", "veiled", "hard-negative", "ordinary");
        for (Letter letter : MAILBAG) {
            assertThat(ASSESSOR.taxonomy().codes())
                    .as(letter.id())
                    .containsAll(letter.categories());
            assertThat(letter.quotes())
                    .as(letter.id())
                    .allMatch(quote -> letter.text().contains(quote.words()))
                    .extracting(Letters.Quote::code)
                    .allMatch(letter.categories()::contains);
        }
    }

    @Test
    void everyCategoryIsThere() {
        assertThat(MAILBAG)
                .flatExtracting(Letter::categories)
                .containsAll(ASSESSOR.taxonomy().codes());
    }

    @ParameterizedTest
    @MethodSource("saidPlainlyAndImmediate")
    void whatIsSaidPlainlyAndCannotWaitReachesItsBand(Letter letter) {
        assertThat(ASSESSOR.assess(letter.text()).band()).isLessThanOrEqualTo(letter.band());
    }

    @ParameterizedTest
    @MethodSource("ordinary")
    void ordinaryMailDoesNotPageAnybody(Letter letter) {
        assertThat(ASSESSOR.assess(letter.text()).band()).isNotEqualTo(Band.B0);
    }

    @Test
    void noLetterInEnglishOrWelshIsTakenForAnotherLanguage() {
        assertThat(MAILBAG)
                .filteredOn(letter ->
                        letter.language().startsWith("en") || letter.language().startsWith("cy"))
                .filteredOn(letter -> letter.band() == Band.S)
                .allMatch(letter ->
                        !ASSESSOR.assess(letter.text())
                                .notAssessed()
                                .contains(NotAssessed.LANGUAGE));
    }
}
