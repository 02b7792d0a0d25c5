package org.earshot.classifier.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.earshot.classifier.assessment.Assessor;
import org.earshot.classifier.encoder.SentenceEncoder;
import org.earshot.classifier.evaluation.JsonLines.BadLine;
import org.earshot.classifier.evaluation.JsonLines.Entry;
import org.earshot.classifier.evaluation.JsonLines.Line;
import org.earshot.classifier.evaluation.Overlap.Pair;
import org.earshot.events.Band;
import org.junit.jupiter.api.Test;

/**
 * The Earshot letters are what their README and the labelling guide say: well-formed, invented,
 * unlike each other, and divided so that nothing that is measured has been learnt. What is wrong is
 * named by id, without a word of the letter.
 */
class CorpusTest {

    private static final Path FOLDER = Path.of("..", "letters");

    private static final Set<String> NEED = Set.of("explicit", "implied", "veiled");
    private static final Set<String> CHANNELS =
            Set.of("letter", "email", "portal", "form", "phone-note", "chat");
    private static final Set<String> NATIONS =
            Set.of("england", "wales", "scotland", "northern-ireland", "abroad", "none");
    private static final Set<String> MODIFIERS =
            Set.of(
                    "plan-means-time",
                    "child-writing",
                    "child-in-household",
                    "lives-alone",
                    "adverse-action",
                    "repeat-contact",
                    "unsafe-to-contact",
                    "protective-factor");

    /** V21 takes the band of what it describes. */
    private static final String TOLD_BY_OTHERS = "V21";

    private static final int LONGEST_VOICE = 200;

    /** Pairs nearest by wording of which the meaning is compared too. */
    private static final int COMPARED_BY_VECTORS = 12;

    /** A line of the corpus: the letter, and what only its making needs. */
    private record Sent(
            Letter letter,
            String voice,
            String scenario,
            String line,
            Set<String> modifiers,
            String about,
            Set<String> marked) {

        @Override
        public String toString() {
            return letter.id();
        }

        String form() {
            return Objects.requireNonNull(letter.form());
        }

        String split() {
            return Objects.requireNonNull(letter.split());
        }

        String author() {
            return Objects.requireNonNull(letter.author());
        }

        Set<String> categories() {
            return Objects.requireNonNull(letter.categories());
        }

        Band band() {
            return Objects.requireNonNull(letter.band());
        }
    }

    private enum Kind {
        LETTER,
        SENTENCE,
        CONTRAST,
        FAIRNESS
    }

    /** A text of any of the files. */
    private record Named(
            Kind kind, String id, String text, String meaning, boolean speaksOfSelfHarm) {

        /** Alike on purpose, so that the difference in meaning, or that there is none, is seen. */
        boolean isTwinOf(Named other) {
            return kind == other.kind
                    && switch (kind) {
                        case LETTER -> false;
                        case SENTENCE -> !meaning.equals(other.meaning);
                        case CONTRAST -> id.equals(other.id);
                        case FAIRNESS -> true;
                    };
        }
    }

    private static final List<Sent> CORPUS = read();
    private static final LetterFiles FILES = files();
    private static final List<Named> TEXTS = everything();

    /** Every two texts that have something to speak of in common. */
    private static final List<Pair> ALIKE =
            new Overlap(TEXTS.stream().map(Named::text).toList()).pairs(0.1);

    private static List<Sent> read() {
        Entry<Letter> letters = Letter.entry(Answers.TAXONOMY);
        try {
            return LetterFiles.read(
                    FOLDER.resolve(LetterFiles.LETTERS), line -> sent(letters.of(line), line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sent sent(Letter letter, Line line) throws BadLine {
        Line labels = line.object("labels");
        for (String field : List.of("id", "channel", "language", "author", "split", "nation")) {
            line.text(field, JsonLines.LONGEST_CODE);
        }
        for (String field : List.of("band", "form", "about")) {
            labels.text(field, JsonLines.LONGEST_CODE);
        }
        labels.text("note", JsonLines.LONGEST_TEXT);
        for (String field : List.of("categories", "spans", "modifiers")) {
            if (!labels.has(field)) {
                throw labels.bad(field, "is missing");
            }
        }
        var marked = new TreeSet<String>();
        for (Line span : labels.objects("spans")) {
            span.text("quote", JsonLines.LONGEST_TEXT);
            marked.add(span.text("code", JsonLines.LONGEST_CODE));
        }
        return new Sent(
                letter,
                line.text("voice", LONGEST_VOICE),
                line.text("scenario", LONGEST_VOICE),
                line.text("line", LONGEST_VOICE),
                labels.codes("modifiers"),
                labels.text("about", JsonLines.LONGEST_CODE),
                marked);
    }

    private static LetterFiles files() {
        try {
            return LetterFiles.read(FOLDER, Answers.TAXONOMY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Sent> of(Predicate<Sent> which) {
        return CORPUS.stream().filter(which);
    }

    /** What a test says of letters is true of each; those of which it is not are named together. */
    private static void none(String what, Predicate<Sent> wrong) {
        assertThat(of(wrong)).as(what).isEmpty();
    }

    @Test
    void thereAreEnoughLettersOfEveryKind() {
        assertThat(CORPUS.size()).as("letters").isGreaterThanOrEqualTo(3_000);
        assertThat(of(sent -> sent.form().equals("ordinary")).count())
                .as("ordinary")
                .isGreaterThanOrEqualTo(1_200);
        assertThat(of(sent -> sent.form().equals("hard-negative")).count())
                .as("hard negatives")
                .isGreaterThanOrEqualTo(700);
        assertThat(of(sent -> sent.split().equals("blind")).count())
                .as("blind")
                .isGreaterThanOrEqualTo(300);
        assertThat(FILES.contrast().size()).as("contrast").isGreaterThanOrEqualTo(300);
        assertThat(FILES.fairness().size()).as("fairness").isGreaterThanOrEqualTo(300);
    }

    @Test
    void everyCategoryIsLearntAndMeasured() {
        for (Set<String> parts : List.of(Set.of("train"), Set.of("dev", "test"), Set.of("blind"))) {
            assertThat(
                            of(sent -> parts.contains(sent.split()))
                                    .flatMap(s -> s.categories().stream()))
                    .as(parts.toString())
                    .containsAll(Answers.TAXONOMY.codes());
        }
    }

    @Test
    void everyFieldHasAValueThatTheGuideOrTheReadmeKnows() {
        none("channel", sent -> !CHANNELS.contains(sent.letter().channel()));
        none("nation", sent -> !NATIONS.contains(sent.letter().nation()));
        none("split", sent -> !LetterCounts.SPLITS.contains(sent.split()));
        none("modifiers", sent -> !MODIFIERS.containsAll(sent.modifiers()));
        none("about", sent -> !Set.of("self", "other", "unclear").contains(sent.about()));
        none(
                "language",
                sent -> !Set.of("en", "cy", "pl", "mul").contains(sent.letter().language()));
        none(
                "a trap belongs to a hard negative, and each has one",
                sent -> sent.form().equals("hard-negative") == (sent.letter().trap() == null));
        none("the voice of an author", sent -> !sent.voice().startsWith(sent.author() + ": "));
    }

    @Test
    void aLetterInWelshSaysSo() {
        Assessor assessor = Assessor.shipped();
        none(
                "language",
                sent -> {
                    String language = sent.letter().language();
                    return sent.letter().slices().contains("welsh")
                            && !"mul".equals(language)
                            && "cy".equals(language)
                                    != assessor.assess(sent.letter().text())
                                            .language()
                                            .equals("cy");
                });
    }

    @Test
    void whatIsMarkedIsWhatIsLabelled() {
        none("marked and labelled", sent -> !sent.marked().equals(sent.categories()));
        none("need without a category", s -> NEED.contains(s.form()) && s.categories().isEmpty());
        none("ordinary", s -> s.form().equals("ordinary") && !s.categories().isEmpty());
        none(
                "form",
                s ->
                        !NEED.contains(s.form())
                                && !Set.of("ordinary", "hard-negative").contains(s.form()));
    }

    @Test
    void theBandIsTheHighestThatACategoryGivesThenTheModifiers() {
        none("S says that there is none", s -> (s.band() == Band.S) != s.categories().isEmpty());
        none(
                "denied or past is B1",
                s -> s.form().equals("hard-negative") && s.band() != Band.B1 && s.band() != Band.S);
        none(
                "below where its categories start",
                s -> NEED.contains(s.form()) && start(s.categories()).isAbove(s.band()));
        none(
                "B0 from below takes a plan, a means, a time, a child who writes, or V06",
                s ->
                        s.band() == Band.B0
                                && start(s.categories()) != Band.B0
                                && !s.categories().contains("V06")
                                && !s.modifiers().contains("plan-means-time")
                                && !s.modifiers().contains("child-writing"));
        none(
                "raised by more than one",
                s ->
                        s.band() != Band.B0
                                && !s.categories().equals(Set.of(TOLD_BY_OTHERS))
                                && start(s.categories()).ordinal() - s.band().ordinal() > 1);
    }

    private static Band start(Set<String> categories) {
        return categories.stream()
                .filter(code -> !code.equals(TOLD_BY_OTHERS))
                .map(code -> Answers.TAXONOMY.category(code).floor())
                .min(Comparator.naturalOrder())
                .orElse(Band.S);
    }

    @Test
    void noVoiceAndNoScenarioStandsInTwoParts() {
        assertThat(inTwoParts(Sent::voice)).as("voices").isEmpty();
        assertThat(inTwoParts(sent -> sent.author() + "/" + sent.scenario()))
                .as("scenarios of an author")
                .isEmpty();
    }

    private static List<String> inTwoParts(Function<Sent, String> by) {
        return CORPUS.stream()
                .collect(
                        Collectors.groupingBy(
                                by,
                                TreeMap::new,
                                Collectors.mapping(Sent::split, Collectors.toSet())))
                .entrySet()
                .stream()
                .filter(parts -> parts.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void theBlindPartIsByAnAuthorWhoWroteNothingElse() {
        Set<String> blind =
                of(sent -> sent.split().equals("blind"))
                        .map(Sent::author)
                        .collect(Collectors.toSet());

        none(
                "of a blind author, and not blind",
                sent -> !sent.split().equals("blind") && blind.contains(sent.author()));
        assertThat(FILES.sentences())
                .filteredOn(sentence -> blind.contains(sentence.author()))
                .isEmpty();
    }

    /** The README says how; whoever adds a letter can work out where it belongs. */
    @Test
    void thePartsFollowFromTheIds() {
        var group = new HashMap<String, String>();
        for (Sent sent : CORPUS) {
            String voice = root(group, "voice " + sent.voice());
            String scenario = root(group, "scenario " + sent.author() + " " + sent.scenario());
            group.put(voice, scenario);
        }
        var smallest = new HashMap<String, String>();
        for (Sent sent : CORPUS) {
            smallest.merge(
                    root(group, "voice " + sent.voice()),
                    sent.letter().id(),
                    (one, other) -> one.compareTo(other) < 0 ? one : other);
        }

        none(
                "in another part than the rule says",
                sent -> {
                    String first =
                            Objects.requireNonNull(
                                    smallest.get(root(group, "voice " + sent.voice())));
                    return !sent.split().equals("blind") && !sent.split().equals(part(first));
                });
    }

    private static String root(Map<String, String> group, String name) {
        String root = name;
        for (String up = group.get(root); up != null && !up.equals(root); up = group.get(root)) {
            root = up;
        }
        return root;
    }

    private static String part(String smallestId) {
        String head = Invented.sha256("earshot-split-1|" + smallestId).substring(0, 8);
        double share = Long.parseLong(head, 16) / 0x1p32;
        return share < 0.70 ? "train" : share < 0.85 ? "dev" : "test";
    }

    @Test
    void everySentenceIsMarkedAndKeepsToTheGuide() {
        assertThat(FILES.sentences())
                .filteredOn(sentence -> {
                    Set<String> categories = Objects.requireNonNull(sentence.categories());
                    Band band = Objects.requireNonNull(sentence.band());
                    boolean need = NEED.contains(String.valueOf(sentence.form()));
                    return sentence.split() != null
                            || sentence.author() == null
                            || need && categories.isEmpty()
                            || (band == Band.S) != categories.isEmpty()
                            || need && start(categories).isAbove(band);
                })
                .isEmpty();
    }

    @Test
    void nothingInTheLettersMayBeSomebodys() {
        var found = new ArrayList<String>();
        for (Named text : TEXTS) {
            for (String kind : Invented.mayBeSomebodys(text.text())) {
                found.add(text.id() + ": " + kind);
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void whereSelfHarmIsSpokenOfNoMeansIsNamed() {
        assertThat(TEXTS.stream().filter(Named::speaksOfSelfHarm))
                .filteredOn(text -> Invented.namesMeans(text.text()))
                .extracting(Named::id)
                .isEmpty();
    }

    @Test
    void noTextIsANearDuplicateOfAnother() {
        assertThat(ALIKE.stream().filter(pair -> pair.share() >= Overlap.NEAR_DUPLICATE))
                .filteredOn(pair -> !one(pair).isTwinOf(other(pair)))
                .extracting(CorpusTest::described)
                .isEmpty();
    }

    /**
     * The whole corpus takes minutes: {@link Diversity} does it. Here, the likeliest. Twins may
     * come near each other, since one of them is in need and the other not.
     */
    @Test
    void noLetterSaysWhatAnotherSaysInOtherWords() {
        try (SentenceEncoder encoder = SentenceEncoder.shipped()) {
            assertThat(
                            ALIKE.stream()
                                    .filter(pair -> one(pair).kind() == Kind.LETTER)
                                    .filter(pair -> other(pair).kind() == Kind.LETTER)
                                    .filter(pair ->
                                            one(pair).meaning().equals(other(pair).meaning()))
                                    .sorted(Comparator.comparingDouble(Pair::share).reversed())
                                    .limit(COMPARED_BY_VECTORS))
                    .filteredOn(pair ->
                            Diversity.cosine(
                                            Diversity.vector(one(pair).text(), encoder),
                                            Diversity.vector(other(pair).text(), encoder))
                                    >= Diversity.ALIKE)
                    .extracting(CorpusTest::described)
                    .isEmpty();
        }
    }

    private static Named one(Pair pair) {
        return TEXTS.get(pair.one());
    }

    private static Named other(Pair pair) {
        return TEXTS.get(pair.other());
    }

    private static String described(Pair pair) {
        return "%s and %s: %.2f".formatted(one(pair).id(), other(pair).id(), pair.share());
    }

    @Test
    void theReadmeSaysWhatIsInTheFiles() throws IOException {
        String readme = Files.readString(FOLDER.resolve("README.md"));

        assertThat(Diversity.Part.COUNTS.of(readme))
                .as("bring letters/README.md up to date by the command that stands in it")
                .isEqualTo(Diversity.counts(FILES, Answers.TAXONOMY));
    }

    private static List<Named> everything() {
        var texts = new ArrayList<Named>();
        FILES.letters().forEach(letter -> texts.add(named(Kind.LETTER, letter)));
        FILES.sentences().forEach(sentence -> texts.add(named(Kind.SENTENCE, sentence)));
        for (Contrast.Pair pair : FILES.contrast()) {
            for (Contrast.Side side : List.of(pair.a(), pair.b())) {
                boolean selfHarm = side.categories().contains("V01");
                texts.add(new Named(Kind.CONTRAST, pair.id(), side.text(), "", selfHarm));
            }
        }
        for (Fairness.Pair pair : FILES.fairness()) {
            for (String text : List.of(pair.a(), pair.b())) {
                texts.add(new Named(Kind.FAIRNESS, pair.id(), text, "", pair.positive()));
            }
        }
        return texts;
    }

    private static Named named(Kind kind, Letter letter) {
        Set<String> categories = Objects.requireNonNull(letter.categories());
        return new Named(
                kind,
                letter.id(),
                letter.text(),
                letter.band() + " " + new TreeSet<>(categories),
                categories.contains("V01"));
    }
}
