package org.earshot.classifier.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.earshot.classifier.assessment.Assessment.Indicator;
import org.earshot.classifier.assessment.Letters.Letter;
import org.earshot.classifier.data.DataFile;
import org.earshot.classifier.rules.RuleBook;
import org.earshot.classifier.rules.RuleFiles;
import org.earshot.classifier.summary.AdverseAction;
import org.earshot.classifier.summary.Ask;
import org.earshot.classifier.summary.Passage;
import org.earshot.classifier.summary.Summary;
import org.earshot.classifier.taxonomy.Taxonomy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A summary is made of the letter's own words, leaves no category of the evidence out, adds
 * nothing, and reads letters of women and men alike: over every letter there is.
 */
class SummaryTest {

    private static final Assessor ASSESSOR = Assessor.shipped();
    private static final Assessor AGAIN = Assessor.shipped();
    private static final RuleBook RULES =
            RuleFiles.read(
                    Taxonomy.read(DataFile.resource("taxonomy/taxonomy.yaml")),
                    RuleFiles.shipped());
    private static final List<Letter> LETTERS = Letters.all();
    private static final Map<String, Assessment> ASSESSED = new HashMap<>();

    @Test
    void everyCategoryOfTheEvidenceStandsInThePassages() {
        forEveryLetter((text, assessment) -> {
            var shown = new TreeSet<String>();
            for (Indicator indicator : assessment.indicators()) {
                if (indicator.code() != null && isShown(indicator, assessment.summary())) {
                    shown.add(indicator.code());
                }
            }
            assertThat(shown).isEqualTo(assessment.categories().keySet());
        });
    }

    @Test
    void whatIsNotShownIsCounted() {
        forEveryLetter((text, assessment) -> {
            boolean allShown =
                    assessment.indicators().stream()
                            .filter(indicator -> indicator.code() != null)
                            .allMatch(indicator -> isShown(indicator, assessment.summary()));
            assertThat(assessment.summary().moreEvidence() == 0).isEqualTo(allShown);
        });
    }

    @Test
    void theMostPressingEvidenceIsAmongThePassages() {
        forEveryLetter((text, assessment) -> {
            var bands =
                    assessment.indicators().stream()
                            .filter(indicator -> indicator.code() != null)
                            .map(Indicator::band)
                            .sorted()
                            .toList();
            if (!bands.isEmpty()) {
                assertThat(assessment.indicators())
                        .anyMatch(indicator ->
                                indicator.code() != null
                                        && indicator.band() == bands.getFirst()
                                        && isShown(indicator, assessment.summary()));
            }
        });
    }

    @Test
    void everythingIsALiteralPassageInTheOrderOfTheText() {
        forEveryLetter(SummaryTest::isLiteralAndInOrder);
    }

    private static void isLiteralAndInOrder(String text) {
        isLiteralAndInOrder(text, ASSESSOR.assess(text));
    }

    private static void isLiteralAndInOrder(String text, Assessment assessment) {
        int length = text.codePointCount(0, text.length());
        Summary summary = assessment.summary();
        assertThat(summary.sentences()).hasSizeLessThanOrEqualTo(Summary.MOST_SENTENCES);
        int before = 0;
        for (Passage passage : summary.sentences()) {
            assertThat(passage.start()).isGreaterThanOrEqualTo(before);
            assertThat(passage.end()).isGreaterThan(passage.start());
            assertThat(words(text, passage.start(), passage.end()))
                    .isEqualTo(words(text, passage.start(), passage.end()).strip());
            before = passage.end();
        }
        assertThat(before).isLessThanOrEqualTo(length);
        assertThat(summary.asks())
                .allMatch(ask -> ask.start() < ask.end() && ask.end() <= length)
                .isSortedAccordingTo((one, other) -> one.start() - other.start());
        assertThat(summary.dates())
                .allMatch(date -> date.start() < date.end() && date.end() <= length)
                .isSortedAccordingTo((one, other) -> one.start() - other.start());
        assertThat(summary.adverseActions())
                .allMatch(action -> action.start() < action.end() && action.end() <= length)
                .isSortedAccordingTo((one, other) -> one.start() - other.start());
    }

    @Test
    void aTextWithWordsHasASummaryAndTheSameOneEachTime() {
        forEveryLetter((text, assessment) -> {
            Summary summary = assessment.summary();
            assertThat(summary.sentences().isEmpty())
                    .isEqualTo(RULES.read(text).words().tokens().isEmpty());
            assertThat(AGAIN.assess(text).summary()).isEqualTo(summary);
        });
    }

    @Test
    void lettersOfWomenAndMenAreSummedUpAlike() {
        int alike = 0;
        int compared = 0;
        for (Letter letter : LETTERS) {
            String swapped = swapped(letter.text());
            if (swapped.equals(letter.text())) {
                continue;
            }
            compared++;
            var one = ASSESSED.computeIfAbsent(letter.text(), ASSESSOR::assess);
            var other = ASSESSOR.assess(swapped);
            var numbers = new Numbers(letter.text());
            var otherNumbers = new Numbers(swapped);
            // Where the rules themselves find something else, that is theirs to put right.
            if (evidence(one, numbers).equals(evidence(other, otherNumbers))) {
                alike++;
                assertThat(chosen(other, otherNumbers))
                        .as(letter.id())
                        .isEqualTo(chosen(one, numbers));
            }
        }
        assertThat(compared).isGreaterThan(60);
        assertThat(alike).isGreaterThan(compared * 9 / 10);
    }

    private static final List<String> PAIRS =
            List.of(
                    "he she",
                    "himself herself",
                    "mr mrs",
                    "husband wife",
                    "son daughter",
                    "mum dad",
                    "mother father",
                    "brother sister",
                    "nephew niece",
                    "uncle aunt",
                    "boy girl",
                    "boys girls",
                    "man woman",
                    "men women",
                    "boyfriend girlfriend",
                    "grandson granddaughter",
                    "nan grandad",
                    "lady gentleman",
                    "sir madam",
                    "priya peter",
                    "derek dawn",
                    "kieran karen",
                    "graham gwen",
                    "barry beryl",
                    "terry tessa",
                    "sandra simon",
                    "tunde temi",
                    "nasreen nasir",
                    "craig carol",
                    "rob rita",
                    "anoushka anton",
                    "kwame akua",
                    "lowri iwan",
                    "zayn zara");

    private static final Pattern WORD = Pattern.compile("[A-Za-z]+");

    private static String swapped(String text) {
        Map<String, String> other = new HashMap<>(Map.of("his", "her", "him", "her", "her", "his"));
        for (String pair : PAIRS) {
            String[] both = pair.split(" ");
            other.put(both[0], both[1]);
            other.put(both[1], both[0]);
        }
        return WORD.matcher(text)
                .replaceAll(match -> {
                    String word = match.group();
                    String swap = other.get(word.toLowerCase(Locale.ROOT));
                    if (swap == null) {
                        return word;
                    }
                    if (word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT))) {
                        return swap.toUpperCase(Locale.ROOT);
                    }
                    return Character.isUpperCase(word.charAt(0))
                            ? Character.toUpperCase(swap.charAt(0)) + swap.substring(1)
                            : swap;
                });
    }

    /** What was found, by sentence: the categories, asks, times and adverse actions. */
    private static List<List<Object>> evidence(Assessment assessment, Numbers numbers) {
        var found = new ArrayList<List<Object>>();
        assessment
                .indicators()
                .forEach(i -> found.add(List.of(i.code() + "", numbers.of(i.start()))));
        var summary = assessment.summary();
        summary.asks().forEach(a -> found.add(List.of(a.kind(), numbers.of(a.start()))));
        summary.dates().forEach(d -> found.add(List.of(d.kind(), numbers.of(d.start()))));
        summary.adverseActions().forEach(a -> found.add(List.of(a.kind(), numbers.of(a.start()))));
        found.add(List.of("sentences", numbers.ends.length));
        return found;
    }

    private static List<Integer> chosen(Assessment assessment, Numbers numbers) {
        return assessment.summary().sentences().stream()
                .map(passage -> numbers.of(passage.start()))
                .toList();
    }

    /** Which sentence of a text a code point stands in. */
    private static final class Numbers {
        private final int[] ends;

        Numbers(String text) {
            var words = RULES.read(text).words();
            ends =
                    words.sentences().stream()
                            .mapToInt(sentence -> words.tokens().get(sentence.to() - 1).end())
                            .map(end -> text.codePointCount(0, end))
                            .toArray();
        }

        int of(int codePoint) {
            int number = 0;
            while (number < ends.length && ends[number] <= codePoint) {
                number++;
            }
            return number;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Help.",
                "I want to end my life.",
                "please send me the form",
                "thank you",
                "\uD83D\uDE00 I want to end my life \uD83D\uDE00\uD83D\uDE00"
            })
    void aLetterOfOneSentenceIsItsOwnSummary(String text) {
        var sentences = ASSESSOR.assess(text).summary().sentences();

        assertThat(sentences)
                .singleElement()
                .extracting(passage -> words(text, passage.start(), passage.end()))
                .isEqualTo(text.replace("\uD83D\uDE00", "").strip());
    }

    @Test
    void withoutAnyWordThereIsNothingToSum() {
        assertThat(ASSESSOR.assess("").summary()).isEqualTo(Summary.none(0));
        assertThat(ASSESSOR.assess("?! ...").summary()).isEqualTo(Summary.none(0));
    }

    @Test
    void theOnlyTellingSentenceOfThreeThousandWordsIsShownThoughItIsTheLast() {
        String text =
                "The allotment committee met again and talked about the hedge. ".repeat(300)
                        + "I do not want to be here any more.";

        assertThat(passages(text)).contains("I do not want to be here any more.");
        isLiteralAndInOrder(text);
    }

    @Test
    void withoutAnyPunctuationItIsAWindowAroundTheWords() {
        String before = "and then we went to the shop and after that we came home ".repeat(100);
        String text = before + "and i want to kill myself " + before;

        assertThat(passages(text))
                .anySatisfy(passage -> {
                    assertThat(passage).contains("i want to kill myself");
                    assertThat(passage.split(" ")).hasSizeLessThanOrEqualTo(60);
                });
        isLiteralAndInOrder(text);
    }

    @Test
    void evidenceInManySentencesKeepsEveryCategoryAndCountsTheRest() {
        String filler = "The hedge at number nine has been cut and the committee said nothing. ";
        String text =
                ("I want to end my life. " + filler).repeat(9)
                        + "My husband hits me. "
                        + filler
                        + "I have nothing to eat. "
                        + filler;

        var assessment = ASSESSOR.assess(text);

        assertThat(assessment.categories()).containsKeys("V01", "V06", "V08");
        assertThat(passages(text))
                .hasSize(5)
                .contains(
                        "I want to end my life.", "My husband hits me.", "I have nothing to eat.");
        assertThat(assessment.summary().moreEvidence()).isEqualTo(6);
    }

    @Test
    void moreCategoriesThanPlacesAreStillAllShown() {
        String filler = "The hedge at number nine has been cut and the committee said nothing. ";
        String text =
                String.join(
                        filler,
                        "I want to end my life. ",
                        "My husband hits me. ",
                        "I have nothing to eat. ",
                        "I am deaf. ",
                        "We are homeless from tonight. ",
                        "My wife died in March. ",
                        "I am blind. ",
                        "I have dementia. ");
        var assessment = ASSESSOR.assess(text);

        assertThat(assessment.categories()).hasSizeGreaterThan(5);
        assertThat(assessment.indicators())
                .filteredOn(indicator -> indicator.code() != null)
                .filteredOn(indicator -> isShown(indicator, assessment.summary()))
                .extracting(Indicator::code)
                .containsAll(assessment.categories().keySet());
        isLiteralAndInOrder(text);
    }

    @Test
    void anAdverseActionSaysWhoAndWhenWhereTheSentenceDoes() {
        String text = "Thank you for ringing. The council is sending the bailiffs on Thursday.";

        assertThat(ASSESSOR.assess(text).summary().adverseActions())
                .singleElement()
                .satisfies(action -> {
                    assertThat(action.kind()).isEqualTo(AdverseAction.Kind.ENFORCEMENT);
                    assertThat(words(text, action.start(), action.end())).isEqualTo("bailiffs");
                    assertThat(action.when())
                            .satisfies(when ->
                                    assertThat(words(text, when.start(), when.end()))
                                            .isEqualTo("Thursday"));
                });
    }

    @Test
    void anAdverseActionWithABarrierProposesAHoldAndSaysThatItIsAProposal() {
        String text = "You have stopped my money. My wife died on Monday and I cannot think.";

        assertThat(ASSESSOR.assess(text).summary().asks())
                .singleElement()
                .satisfies(ask -> {
                    assertThat(ask.kind()).isEqualTo(Ask.Kind.HOLD_REQUEST);
                    assertThat(ask.proposed()).isTrue();
                    assertThat(words(text, ask.start(), ask.end()))
                            .isEqualTo("You have stopped my money.");
                });
    }

    @Test
    void anAdverseActionAloneProposesNothingAndAHoldAskedForIsNoProposal() {
        assertThat(ASSESSOR.assess("You have stopped my money.").summary().asks()).isEmpty();
        assertThat(
                        ASSESSOR.assess("Please do not stop my money, I am in hospital.")
                                .summary()
                                .asks())
                .extracting(Ask::kind, Ask::proposed)
                .containsExactly(tuple(Ask.Kind.HOLD_REQUEST, false));
    }

    @Test
    void aFormsQuestionThatIsAnsweredAsksNothing() {
        String form = "Do you have any savings? No. Do you live alone? Yes.";

        assertThat(ASSESSOR.assess(form).summary().asks()).isEmpty();
        assertThat(ASSESSOR.assess("Do you have any leaflets?").summary().asks())
                .extracting(Ask::kind)
                .containsExactly(Ask.Kind.QUESTION);
    }

    @Test
    void aPlanOrAMeansIsHeldBackFromLists() {
        String text =
                "Thank you for the form. I took an overdose on Saturday."
                        + " Please send the reply to my sister.";

        assertThat(ASSESSOR.assess(text).summary().sentences())
                .filteredOn(Passage::sensitive)
                .singleElement()
                .satisfies(passage ->
                        assertThat(words(text, passage.start(), passage.end()))
                                .isEqualTo("I took an overdose on Saturday."));
        assertThat(
                        ASSESSOR.assess("Please renew my prescription for tablets.")
                                .summary()
                                .sentences())
                .noneMatch(Passage::sensitive);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "please can you ",
                "3/11/26 ",
                "the 3rd of November by by by ",
                "you stopped my money ",
                "I want to kill myself and ",
                "I want to kill myself. ",
                "my husband hits me, i have nothing to eat, i am deaf, i am homeless, ",
                "by the 3rd? ",
                "do you have ",
                "it's "
            })
    void aTextMadeToBeSlowIsAsFastAsAnyOther(String piece) {
        String text = piece.repeat(500_000 / piece.length()) + "? No.";

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> isLiteralAndInOrder(text));
    }

    private static boolean isShown(Indicator indicator, Summary summary) {
        return summary.sentences().stream()
                .anyMatch(passage ->
                        passage.start() <= indicator.start() && indicator.end() <= passage.end());
    }

    private static void forEveryLetter(BiConsumer<String, Assessment> check) {
        assertThat(LETTERS).hasSizeGreaterThanOrEqualTo(120);
        assertThat(LETTERS)
                .allSatisfy(letter ->
                        check.accept(
                                letter.text(),
                                ASSESSED.computeIfAbsent(letter.text(), ASSESSOR::assess)));
    }

    private static List<String> passages(String text) {
        return ASSESSOR.assess(text).summary().sentences().stream()
                .map(passage -> words(text, passage.start(), passage.end()))
                .toList();
    }

    private static String words(String text, int start, int end) {
        return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
    }
}
