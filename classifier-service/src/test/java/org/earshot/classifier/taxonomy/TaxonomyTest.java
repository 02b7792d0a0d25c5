package org.earshot.classifier.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.earshot.classifier.data.DataFile;
import org.earshot.classifier.data.DataFileSchema;
import org.earshot.events.Band;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaxonomyTest {

    private static final DataFile FILE = DataFile.resource("taxonomy/taxonomy.yaml");
    private static final String YAML = new String(FILE.bytes(), StandardCharsets.UTF_8);
    private static final Taxonomy TAXONOMY = Taxonomy.read(FILE);

    @Test
    void everyCategoryIsThereWithItsNamesAndFloor() {
        assertThat(TAXONOMY.categories())
                .extracting(Taxonomy.Category::code)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 21).mapToObj("V%02d"::formatted).toList());
        assertThat(TAXONOMY.categories())
                .allMatch(category -> !category.name().en().isBlank())
                .allMatch(category -> !category.name().cy().isBlank())
                .allMatch(category -> !category.name().cy().equals(category.name().en()));
        assertThat(TAXONOMY.bands())
                .extracting(Taxonomy.BandEntry::code)
                .containsExactly(Band.values());
        assertThat(floorsOf("V01", "V04")).containsOnly(Band.B0);
        assertThat(floorsOf("V05", "V10")).containsOnly(Band.B1);
        assertThat(TAXONOMY.category("V19").floor()).isEqualTo(Band.B1);
    }

    @Test
    void whatSpeaksAgainstV01ToV07NeverTakesThemBelowB1() {
        assertThat(TAXONOMY.categories().subList(0, 7))
                .extracting(Taxonomy.Category::keptAtLeast)
                .containsOnly(Band.B1);
    }

    /** Somebody may ring this number tonight. Check each again, then move its date. */
    @Test
    void noSignpostIsPastItsReviewDate() {
        var today = LocalDate.now(ZoneId.of("Europe/London"));

        assertThat(TAXONOMY.categories())
                .flatExtracting(Taxonomy.Category::signposts)
                .isNotEmpty()
                .allMatch(signpost -> ((Taxonomy.Signpost) signpost).reviewBy().isAfter(today));
    }

    @Test
    void theFileHasTheShapeOfItsSchema() {
        var schema = DataFileSchema.resource("taxonomy/taxonomy.schema.json");
        var broken = DataFile.of("taxonomy.yaml", YAML.replace("floor: B0", "floor: B9"));

        assertThat(schema.errors(FILE)).isEmpty();
        assertThat(schema.errors(broken)).isNotEmpty();
    }

    @ParameterizedTest(name = "{1} instead of {0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "floor: B0                 ; floor: B9                ; .floor: \"B9\" is none of"
                        + " those known here",
                "keptAtLeast: B1           ; keptAtLest: B1           ; .keptAtLest: is not a field"
                        + " known here",
                "code: V02                 ; code: V01                ; stands there twice",
                "reviewBy: 2027-11-30      ; reviewBy: next year      ; .reviewBy: is a date",
                "status: seen              ; status: trust me         ; .status: is seen",
                "mark: adverse_action_pending ; mark: bad_weather     ; .mark: is no modifier of"
                        + " this file",
                "'shows: V21, of'          ; 'shows: V22, of'         ; .shows: is no category of"
                        + " this file"
            })
    void aBrokenFileIsRefusedWithItsLineAndField(String good, String bad, String message) {
        var broken = YAML.replaceFirst(good, bad);

        assertThatThrownBy(() -> Taxonomy.read(DataFile.of("taxonomy.yaml", broken)))
                .isInstanceOf(DataFile.BrokenFile.class)
                .hasMessageMatching("(?s)taxonomy\\.yaml, line \\d+, .*")
                .hasMessageContaining(message);
    }

    private static List<Band> floorsOf(String from, String to) {
        return TAXONOMY.categories().stream()
                .filter(c -> c.code().compareTo(from) >= 0 && c.code().compareTo(to) <= 0)
                .map(Taxonomy.Category::floor)
                .toList();
    }
}
