package org.earshot.classifier.taxonomy;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earshot.classifier.data.DataFile;
import org.earshot.classifier.data.DataFile.Value;
import org.earshot.events.Band;
import org.jspecify.annotations.Nullable;

/**
 * The vocabulary of need as the file has it: what each category is called, the band it starts at,
 * and what raises it.
 */
public final class Taxonomy {

    /** A name in each language of the service. */
    public record Name(String en, String cy) {}

    public record BandEntry(Band code, Name name, String opened) {}

    /** Somewhere to turn to. A number that nobody has checked is never shown as if it were. */
    public record Signpost(
            String name, String contact, boolean seen, String source, LocalDate reviewBy) {}

    /** A circumstance that raises a category to a band, wherever in the message it is told. */
    public record Raise(Band to, List<String> when) {}

    /**
     * A category of need.
     *
     * @param floor the band a match gives
     * @param keptAtLeast the band that a counter-indicated match still gives; null for none
     */
    public record Category(
            String code,
            Name name,
            Band floor,
            @Nullable Band keptAtLeast,
            List<Raise> raises,
            List<Signpost> signposts) {}

    /** A circumstance; {@code raises} names the categories it lifts by one band, up to B1. */
    public record Modifier(String code, String meaning, Set<String> raises) {}

    /** Two things that together show a category: a circumstance and a need anywhere in the text. */
    public record Combination(String shows, String mark, Set<String> with) {}

    /** Needs that, told of somebody else, are also a concern raised by a third party. */
    public record ToldOfOthers(String shows, Set<String> of) {}

    private final String version;
    private final List<BandEntry> bands;
    private final Map<String, Category> categories = new LinkedHashMap<>();
    private final Map<String, Modifier> modifiers = new LinkedHashMap<>();
    private final List<Combination> combinations = new ArrayList<>();
    private final ToldOfOthers toldOfOthers;

    private Taxonomy(Value root) {
        root.only(
                "version",
                "note",
                "bands",
                "marks",
                "rules",
                "categories",
                "modifiers",
                "combinations",
                "toldOfOthers",
                "drivers");
        version = root.need("version").text();
        if (!version.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,30}")) {
            throw root.need("version").broken("is a code of up to 31 characters");
        }
        bands = root.need("bands").list().stream().map(Taxonomy::band).toList();
        for (Value value : root.need("categories").list()) {
            Category category = category(value);
            if (categories.put(category.code(), category) != null) {
                throw value.broken("category " + category.code() + " stands there twice");
            }
        }
        for (Value value : root.need("modifiers").list()) {
            Modifier modifier = modifier(value);
            if (modifiers.put(modifier.code(), modifier) != null) {
                throw value.broken("modifier " + modifier.code() + " stands there twice");
            }
        }
        for (Value value : root.need("combinations").list()) {
            value.only("shows", "mark", "with");
            combinations.add(
                    new Combination(
                            known(value.need("shows")),
                            knownMark(value.need("mark")),
                            knownAll(value.need("with"))));
        }
        Value told = root.need("toldOfOthers").only("shows", "of");
        toldOfOthers = new ToldOfOthers(known(told.need("shows")), knownAll(told.need("of")));
        for (var driver : root.need("drivers").fields().values()) {
            driver.list().forEach(this::known);
        }
        for (Value value : root.need("categories").list()) {
            value.field("raises")
                    .ifPresent(raises ->
                            raises.list()
                                    .forEach(raise ->
                                            raise.need("when").list().forEach(this::knownMark)));
        }
    }

    /** The one that ships. */
    public static Taxonomy shipped() {
        return read(shippedFile());
    }

    /** Its file. */
    public static DataFile shippedFile() {
        return DataFile.resource("taxonomy/taxonomy.yaml");
    }

    public static Taxonomy read(DataFile file) {
        return new Taxonomy(file.root());
    }

    public String version() {
        return version;
    }

    public List<BandEntry> bands() {
        return bands;
    }

    /** In the order of the file. */
    public Set<String> codes() {
        return Collections.unmodifiableSet(categories.keySet());
    }

    public List<Category> categories() {
        return List.copyOf(categories.values());
    }

    public Category category(String code) {
        Category category = categories.get(code);
        if (category == null) {
            throw new IllegalArgumentException("no category " + code);
        }
        return category;
    }

    public Map<String, Modifier> modifiers() {
        return Collections.unmodifiableMap(modifiers);
    }

    public List<Combination> combinations() {
        return List.copyOf(combinations);
    }

    public ToldOfOthers toldOfOthers() {
        return toldOfOthers;
    }

    private static BandEntry band(Value value) {
        value.only("code", "name", "opened", "hours", "page");
        return new BandEntry(
                value.need("code").oneOf(Band.class),
                name(value.need("name")),
                value.need("opened").text());
    }

    private static Name name(Value value) {
        value.only("en", "cy");
        return new Name(value.need("en").text(), value.need("cy").text());
    }

    private static Category category(Value value) {
        value.only(
                "code",
                "name",
                "definition",
                "floor",
                "keptAtLeast",
                "raises",
                "indicative",
                "veiled",
                "counter",
                "staffNote",
                "never",
                "signposts",
                "sources");
        String code = value.need("code").text();
        if (!code.matches("V[0-9]{2}")) {
            throw value.need("code").broken("is V and two digits");
        }
        var raises = new ArrayList<Raise>();
        for (Value raise : value.field("raises").map(Value::list).orElse(List.of())) {
            raise.only("to", "when");
            raises.add(new Raise(raise.need("to").oneOf(Band.class), raise.need("when").texts()));
        }
        var signposts = new ArrayList<Signpost>();
        for (Value signpost : value.field("signposts").map(Value::list).orElse(List.of())) {
            signposts.add(signpost(signpost));
        }
        Band floor = value.need("floor").oneOf(Band.class);
        @Nullable Band kept = value.field("keptAtLeast").map(v -> v.oneOf(Band.class)).orElse(null);
        if (kept != null && kept.isAbove(floor)) {
            throw value.need("keptAtLeast").broken("is above the floor");
        }
        return new Category(
                code,
                name(value.need("name")),
                floor,
                kept,
                List.copyOf(raises),
                List.copyOf(signposts));
    }

    private static Signpost signpost(Value value) {
        value.only("name", "contact", "status", "source", "reviewBy");
        Value status = value.need("status");
        if (!status.text().equals("seen") && !status.text().equals("check")) {
            throw status.broken("is seen (read in its source) or check (to be verified)");
        }
        try {
            return new Signpost(
                    value.need("name").text(),
                    value.need("contact").text(),
                    status.text().equals("seen"),
                    value.need("source").text(),
                    LocalDate.parse(value.need("reviewBy").text()));
        } catch (DateTimeParseException e) {
            throw value.need("reviewBy").broken("is a date, year-month-day");
        }
    }

    private Modifier modifier(Value value) {
        value.only("code", "meaning", "raises");
        String code = value.need("code").text();
        if (!code.matches("[a-z][a-z_]{2,40}")) {
            throw value.need("code").broken("is small letters and underscores");
        }
        return new Modifier(
                code,
                value.need("meaning").text(),
                value.field("raises").map(this::knownAll).orElse(Set.of()));
    }

    private Set<String> knownAll(Value list) {
        var codes = new LinkedHashSet<String>();
        list.list().forEach(value -> codes.add(known(value)));
        return Set.copyOf(codes);
    }

    private String known(Value value) {
        if (!categories.containsKey(value.text())) {
            throw value.broken("is no category of this file");
        }
        return value.text();
    }

    private String knownMark(Value value) {
        if (!modifiers.containsKey(value.text())) {
            throw value.broken("is no modifier of this file");
        }
        return value.text();
    }
}
