package org.earshot.classifier.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.earshot.classifier.data.DataFile;
import org.earshot.classifier.rules.RuleBook;
import org.earshot.classifier.rules.RuleFiles;
import org.earshot.classifier.taxonomy.Taxonomy;
import org.junit.jupiter.api.Test;

/**
 * The figures of the decision record on languages: short passages in fifty languages, and the
 * hardest of ordinary English.
 */
class PassagesTest {

    private static final RuleBook RULES =
            RuleFiles.read(
                    Taxonomy.read(DataFile.resource("taxonomy/taxonomy.yaml")),
                    RuleFiles.shipped());

    private record Passage(String tag, String text) {
        Languages languages() {
            return RULES.read(text).languages();
        }
    }

    private static final List<Passage> PASSAGES = passages();

    @Test
    void twoPassagesInOtherLanguagesAreNotNoticed() {
        var other = PASSAGES.stream().filter(passage -> !isUnderstood(passage)).toList();

        assertThat(other).hasSize(189);
        assertThat(other)
                .filteredOn(passage -> !passage.languages().unknownPassage())
                .extracting(Passage::text)
                .containsExactly("no puedo mas", "man ir \u013Coti bail");
    }

    @Test
    void medicinesAndAMenuAreTakenForAnotherLanguageAndNothingElse() {
        var understood = PASSAGES.stream().filter(PassagesTest::isUnderstood).toList();

        assertThat(understood).hasSize(343);
        assertThat(understood)
                .filteredOn(passage -> passage.languages().unknownPassage())
                .extracting(Passage::text)
                .containsExactly(
                        "Metformin, gliclazide, sertraline, omeprazole, co-codamol",
                        "Grandma cooked saag aloo, dal makhani and roti");
    }

    @Test
    void welshIsNamedWelsh() {
        assertThat(PASSAGES)
                .filteredOn(passage -> passage.tag().equals("cy"))
                .hasSize(30)
                .allMatch(passage -> passage.languages().main().equals("cy"));
    }

    @Test
    void nineInTenOfTheLanguagesThatTheModelKnowsAreNamed() {
        // romanised ones and these it does not know; Ethiopic is named by its script alone
        var unknown = Set.of("ti", "am", "gd", "yo", "hr");
        var known =
                PASSAGES.stream()
                        .filter(passage -> !isUnderstood(passage))
                        .filter(passage -> !passage.tag().contains("-"))
                        .filter(passage -> !unknown.contains(passage.tag()))
                        .toList();

        long named =
                known.stream()
                        .filter(passage ->
                                passage.languages().shares().stream()
                                        .anyMatch(share -> share.tag().equals(passage.tag())))
                        .count();

        assertThat((double) named / known.size()).isGreaterThanOrEqualTo(0.9);
    }

    private static boolean isUnderstood(Passage passage) {
        return passage.tag().equals("en") || passage.tag().equals("cy");
    }

    private static List<Passage> passages() {
        try {
            return Files.readAllLines(Path.of("src/test/resources/language/passages.tsv")).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .map(columns -> new Passage(columns[0], columns[2]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
