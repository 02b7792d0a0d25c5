package org.earshot.classifier.rules;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earshot.classifier.data.DataFile;
import org.earshot.classifier.data.DataFile.Line;
import org.earshot.classifier.data.DataFile.Value;
import org.earshot.classifier.language.NearestWord;
import org.earshot.classifier.rules.RuleBook.Meaning;
import org.earshot.classifier.taxonomy.Taxonomy;
import org.earshot.classifier.text.Spelling;
import org.earshot.events.Band;
import org.jspecify.annotations.Nullable;

/**
 * Reads rule files (docs/rules.md). A file that breaks a bound is refused whole, with the line and
 * field: half a rule book would miss people in silence.
 */
public final class RuleFiles {

    /** In the order they are read: a list must stand before the pattern that uses it. */
    private static final List<String> SHIPPED =
            List.of("en-spellings", "en-context", "en-urgent", "en-same-day", "en-support", "cy");

    private static final int MOST_PATTERNS = 10_000;
    private static final int MOST_POSITIONS = 200_000;

    private final Taxonomy taxonomy;
    private final Set<String> takes;
    private final Spelling spelling = new Spelling(NearestWord.shipped());
    private final Map<String, Expression> lists = new HashMap<>();
    private final Automaton.Builder builder = new Automaton.Builder();
    private final List<Meaning> meanings = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    private RuleFiles(Taxonomy taxonomy, Set<String> takes) {
        this.taxonomy = taxonomy;
        this.takes = takes;
    }

    /** The files that ship, in their order. */
    public static List<DataFile> shipped() {
        return SHIPPED.stream()
                .map(file -> DataFile.resource("taxonomy/rules/" + file + ".yaml"))
                .toList();
    }

    /** Rules that show needs and mark circumstances. */
    public static RuleBook read(Taxonomy taxonomy, List<DataFile> files) {
        return read(taxonomy, files, Set.of());
    }

    /**
     * Rules that may also take out passages of other kinds.
     *
     * @param takes what they may take out
     */
    public static RuleBook read(Taxonomy taxonomy, List<DataFile> files, Set<String> takes) {
        var reading = new RuleFiles(taxonomy, takes);
        for (DataFile file : files) {
            reading.file(file.root());
        }
        Automaton automaton = reading.builder.build();
        if (automaton.positions() > MOST_POSITIONS) {
            throw new DataFile.BrokenFile("the rules have more than " + MOST_POSITIONS + " words");
        }
        return new RuleBook(reading.rules, reading.meanings, automaton, reading.spelling);
    }

    private void file(Value root) {
        root.only("language", "spellings", "lists", "idioms", "context", "rules");
        String language = root.need("language").text();
        root.field("spellings").ifPresent(this::spellings);
        root.field("lists").ifPresent(value -> value.fields().forEach(this::list));
        root.field("idioms").ifPresent(value -> value.list().forEach(this::idiom));
        root.field("context").ifPresent(value -> value.list().forEach(this::context));
        root.need("rules").list().forEach(value -> rule(value, language));
    }

    private void spellings(Value block) {
        for (Line line : block.lines()) {
            String[] sides = line.text().split("=", -1);
            if (sides.length != 2 || sides[0].isBlank() || sides[1].isBlank()) {
                throw block.brokenAt(line.number(), "a spelling is \"right = wrong wrong\"");
            }
            List<String> right = words(sides[0]);
            for (String wrong : words(sides[1])) {
                spelling.add(wrong, right);
            }
        }
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    private void list(String name, Value value) {
        if (!name.matches("[a-z][a-z-]*")) {
            throw value.broken("the name of a list is small letters and hyphens");
        }
        try {
            var parser = new PatternParser(spelling, lists);
            if (lists.put(name, parser.parse(value.text().replace('\n', ' '))) != null) {
                throw value.broken("there is a list of this name already");
            }
        } catch (PatternParser.BadPattern e) {
            throw value.broken("not a pattern: " + e.getMessage());
        }
    }

    private void idiom(Value value) {
        value.only("id", "silences", "patterns");
        String id = id(value);
        var silences = new HashSet<String>();
        value.need("silences").list().forEach(code -> silences.add(code(code)));
        patterns(value, new Meaning.Idiom(id, Set.copyOf(silences)));
    }

    private void context(Value value) {
        value.only("kind", "direction", "reach", "patterns");
        Value kind = value.need("kind");
        for (RuleBook.Kind plain : RuleBook.Kind.values()) {
            if (plain.name().replace('_', '-').equalsIgnoreCase(kind.text())) {
                patterns(value, new Meaning.Plain(plain));
                return;
            }
        }
        int reach = value.need("reach").number(0, 30);
        if (kind.text().equals("form-question")) {
            patterns(value, new Meaning.Asks(reach));
            return;
        }
        var direction = value.need("direction").oneOf(Context.Direction.class);
        patterns(value, new Meaning.Casts(kind.oneOf(Attribute.class), direction, reach));
    }

    private void rule(Value value, String language) {
        value.only(
                "id",
                "code",
                "takes",
                "strength",
                "band",
                "marks",
                "ignores",
                "patterns",
                "matches",
                "mustNotMatch");
        String id = id(value);
        @Nullable String code = value.field("code").map(this::code).orElse(null);
        List<String> marks =
                value.field("marks").map(Value::list).orElse(List.of()).stream()
                        .map(this::mark)
                        .toList();
        @Nullable String taken = value.field("takes").map(this::taken).orElse(null);
        if (taken == null && code == null && marks.isEmpty()) {
            throw value.broken("a rule has a code, or marks, or both");
        }
        if (taken != null && (code != null || !marks.isEmpty())) {
            throw value.need("takes").broken("stands in a rule without a code and marks");
        }
        @Nullable Band band = value.field("band").map(b -> b.oneOf(Band.class)).orElse(null);
        if (band != null && code == null) {
            throw value.broken("a rule without a code gives no band");
        }
        boolean belowKept =
                band != null
                        && code != null
                        && taxonomy.category(code).keptAtLeast() != null
                        && Band.B1.isAbove(band);
        if (band == Band.S || belowKept) {
            throw value.need("band").broken("is below what this category keeps");
        }
        Set<Attribute> heeds = EnumSet.allOf(Attribute.class);
        value.field("ignores")
                .ifPresent(v -> v.list().forEach(a -> heeds.remove(a.oneOf(Attribute.class))));
        var rule =
                new Rule(
                        id,
                        code,
                        taken,
                        taken == null
                                ? value.need("strength").oneOf(Rule.Strength.class)
                                : Rule.Strength.EXPLICIT,
                        band,
                        marks,
                        Set.copyOf(heeds),
                        language,
                        examples(value, "matches"),
                        examples(value, "mustNotMatch"));
        if (rule.matches().isEmpty()) {
            throw value.broken("a rule shows at least one example that it matches");
        }
        rules.add(rule);
        patterns(value, new Meaning.Shows(rule));
    }

    private static List<String> examples(Value value, String field) {
        return value.field(field).map(Value::lines).orElse(List.of()).stream()
                .map(line -> line.text().replace("\\n", "\n"))
                .toList();
    }

    private void patterns(Value value, Meaning meaning) {
        Value block = value.need("patterns");
        List<Line> lines = block.lines();
        if (lines.isEmpty()) {
            throw block.broken("has no pattern");
        }
        var parser = new PatternParser(spelling, lists);
        for (Line line : lines) {
            try {
                builder.add(parser.parse(line.text()));
                meanings.add(meaning);
            } catch (PatternParser.BadPattern e) {
                throw block.brokenAt(
                        line.number(), "not a pattern, \"" + line.text() + "\": " + e.getMessage());
            }
        }
        if (meanings.size() > MOST_PATTERNS) {
            throw block.broken("there are more than " + MOST_PATTERNS + " patterns");
        }
    }

    private String id(Value value) {
        String id = value.need("id").text();
        if (!id.matches("[a-z][a-z0-9-]{2,60}")) {
            throw value.need("id").broken("is small letters, digits and hyphens, 3 to 61 of them");
        }
        if (!ids.add(id)) {
            throw value.need("id").broken("stands there twice");
        }
        return id;
    }

    private String code(Value value) {
        if (!taxonomy.codes().contains(value.text())) {
            throw value.broken("is no category of the taxonomy");
        }
        return value.text();
    }

    private String taken(Value value) {
        if (!takes.contains(value.text())) {
            throw value.broken("is nothing that rules take out here");
        }
        return value.text();
    }

    private String mark(Value value) {
        if (!taxonomy.modifiers().containsKey(value.text())) {
            throw value.broken("is no modifier of the taxonomy");
        }
        return value.text();
    }
}
