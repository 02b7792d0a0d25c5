package org.earshot.classifier.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseTest {

    private static final String LETTER =
            """
            Dear Sir or Madam,
            I am writing about the bins in Rowan Close, which have not been emptied since the third of
            October. I will be in all day on Monday, and I can move the car if the lorry cannot turn.
            Last time the driver said 10 metres would do. The children walk to school round the corner,
            so it would be kind to come after nine. Also, the clerk told me that our neighbour's bin
            has been reported; it hasn't. I've kept the label and can send it in, or read it out.
            Yours, Owen Llewellyn
            """
                    .repeat(4);

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.03, 0.06})
    void aScanHasAsManyWrongCharactersAsWasAskedFor(double rate) {
        var scan = Noise.scanned(LETTER, rate, "a", 1);

        double wrong = distance(LETTER, scan.text()) / (double) LETTER.length();
        assertThat(wrong).isCloseTo(rate, within(0.15 * rate));
        assertThat(scan.edits() / (double) LETTER.length()).isCloseTo(rate, within(0.002));
    }

    @Test
    void aScanIsWrongAsScannersAre() {
        var scan = Noise.scanned(LETTER, 0.06, "a", 1).text();

        assertThat(scan).contains("|");
        assertThat(scan.lines().count()).isGreaterThan(LETTER.lines().count());
        assertThat(scan).contains("| am writing", "vv", "wa1k");
    }

    @Test
    void theSameSeedAndNameGiveTheSameErrors() {
        assertThat(Noise.scanned(LETTER, 0.03, "a", 1))
                .isEqualTo(Noise.scanned(LETTER, 0.03, "a", 1));
        assertThat(Noise.scanned(LETTER, 0.03, "b", 1))
                .isNotEqualTo(Noise.scanned(LETTER, 0.03, "a", 1));
        assertThat(Noise.misspelt(LETTER, 0.08, "a", 2))
                .isNotEqualTo(Noise.misspelt(LETTER, 0.08, "a", 1));
    }

    @Test
    void aMisspeltLetterHasThatManyMisspeltWordsAndItsLines() {
        var misspelt = Noise.misspelt(LETTER, 0.10, "a", 1);

        String[] before = LETTER.split("\\s+");
        String[] after = misspelt.text().split("\\s+");
        assertThat(after).hasSameSizeAs(before);
        int wrong = 0;
        for (int i = 0; i < before.length; i++) {
            wrong += before[i].equals(after[i]) ? 0 : 1;
            assertThat(after[i].charAt(0)).isEqualTo(before[i].charAt(0));
        }
        assertThat(wrong / (double) before.length).isCloseTo(0.10, within(0.015));
    }

    @Test
    void nothingIsBrokenThatIsNoLetterOfOurs() {
        String text = "\ud83d\ude00 ok \u0645\u0631\u062d\u0628\u0627 \ud83d\udc4d";

        assertThat(Noise.misspelt(text, 1, "a", 1).text().codePoints())
                .noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
        assertThat(Noise.scanned(text, 0.06, "a", 1).text().codePoints())
                .noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
        assertThat(Noise.scanned("", 0.06, "a", 1)).isEqualTo(new Noise.Spoilt("", 0));
        assertThat(Noise.misspelt("", 1, "a", 1)).isEqualTo(new Noise.Spoilt("", 0));
    }

    /** Insertions, deletions and substitutions between two texts (Levenshtein). */
    private static int distance(String one, String other) {
        var row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
