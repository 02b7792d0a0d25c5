package org.earshot.classifier.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Numbers and addresses that may be somebody's are told from those that are nobody's. The former
 * are put together here, so that they do not stand in the repository.
 */
class InventedTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NINO QQ 12 34 56 C, born 01-02-1950",
                "ring 07700 900123 or (01632) 960 001 or +44 (0)20 7946 0018 or 0113 496 0999",
                "a.b@example.org, www.example.com, https://housing.example/form",
                "sort code and account number as before",
                "call 999, 111, 116 123 or 101",
                "Account 600199271, reference 0123, order 2024/0117/22",
                "my NHS number is 999 000 0018, serial 004 8812 73",
                "06/07/2025 10.30 to 11.30, 2019-2024, £1,250.00"
            })
    void whatIsNobodysMayStand(String text) {
        assertThat(Invented.mayBeSomebodys(text)).isEmpty();
    }

    @Test
    void aNumberThatIsIssuedToPeopleMayNot() {
        assertThat(Invented.mayBeSomebodys("nino " + "ab" + "123456" + "c"))
                .containsExactly("a National Insurance number without the prefix QQ");
        for (String number :
                new String[] {
                    "01392" + " 496 0118",
                    "+44 7911" + " 900123",
                    "(0113)" + " 246 0000",
                    "0800" + "1111" + "222"
                }) {
            assertThat(Invented.mayBeSomebodys("call " + number + " after 4"))
                    .as(number)
                    .containsExactly("a telephone number that is none of Ofcom's for drama");
        }
        assertThat(Invented.mayBeSomebodys("NHS no " + "943" + " 476 " + "5919"))
                .containsExactly("a valid NHS number outside the range for tests");
    }

    @ParameterizedTest
    @ValueSource(strings = {"write to ann@mail.invalid.co", "see www.somewhere.wales/bins"})
    void aDomainThatSomebodyCouldHaveMayNot(String text) {
        assertThat(Invented.mayBeSomebodys(text))
                .containsExactly("a domain that is not reserved for examples");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sort code 00-00-51, account 1",
                "cod didoli: 000051",
                "GB00 ABCD 0000 0000 0000 00",
                "the card is 0000 0000 0000 0000"
            })
    void bankDetailsMayNot(String text) {
        assertThat(Invented.mayBeSomebodys(text)).containsExactly("bank details");
    }

    @Test
    void theSampleMailbagIsInvented() throws IOException {
        var letters =
                LetterFiles.read(
                        Path.of("..", "letters", "mailbag.jsonl"), Letter.entry(Answers.TAXONOMY));

        assertThat(letters)
                .allSatisfy(letter -> {
                    assertThat(Invented.mayBeSomebodys(letter.text())).as(letter.id()).isEmpty();
                    assertThat(Invented.namesMeans(letter.text())).as(letter.id()).isFalse();
                });
    }
}
