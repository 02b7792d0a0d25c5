package org.earshot.classifier.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.earshot.classifier.language.LanguageIdentifier;
import org.earshot.classifier.language.Languages;
import org.earshot.classifier.rules.Automaton.Match;
import org.earshot.classifier.text.Sentence;
import org.earshot.classifier.text.Spelling;
import org.earshot.classifier.text.Token;
import org.earshot.classifier.text.Tokeniser;
import org.earshot.classifier.text.Words;

/** All rules of all languages, ready to read texts. Safe to share between threads. */
public final class RuleBook {

    /** What a pattern stands for. */
    sealed interface Meaning {
        record Shows(Rule rule) implements Meaning {}

        record Casts(Attribute attribute, Context.Direction direction, int reach)
                implements Meaning {}

        /** Casts FORM_TEXT, but only in a sentence that ends with a question mark. */
        record Asks(int reach) implements Meaning {}

        record Idiom(String id, Set<String> silences) implements Meaning {}

        record Plain(Kind kind) implements Meaning {}
    }

    /** Patterns that serve the context alone. */
    enum Kind {
        /** Looks like a trigger and is none. */
        PSEUDO,
        /** Context does not reach across it. */
        ENDS,
        /** A new subject: "not" and "he" do not reach across it. */
        CLAUSE,
        /** Says that the past is not over. */
        PRESENT,
        /** The answer that makes a form's question count. */
        ANSWERED_YES
    }

    private static final Set<String> FIRST_PERSON = Set.of("i", "me", "my", "myself", "mine");

    private final List<Rule> rules;
    private final List<Meaning> meanings;
    private final Automaton automaton;
    private final Queue<Automaton.Scan> scans = new ConcurrentLinkedQueue<>();
    private final Tokeniser tokeniser;
    private final Spelling spelling;

    RuleBook(List<Rule> rules, List<Meaning> meanings, Automaton automaton, Spelling spelling) {
        this.rules = List.copyOf(rules);
        this.meanings = List.copyOf(meanings);
        this.automaton = automaton;
        this.tokeniser = new Tokeniser(spelling);
        this.spelling = spelling;
    }

    public List<Rule> rules() {
        return rules;
    }

    /** How many places the automaton has. */
    public int size() {
        return automaton.positions();
    }

    /** Everything the rules met in a text, and what the work was. */
    public record Reading(Words words, Languages languages, List<Finding> findings, long steps) {}

    public Reading read(String text) {
        Words words = tokeniser.read(text);
        var findings = new ArrayList<Finding>();
        long steps = find(words, findings);
        return new Reading(
                words,
                LanguageIdentifier.shipped().identify(words, spelling::knows),
                List.copyOf(findings),
                steps);
    }

    /** What the rules meet in words that another book has cut. */
    public List<Finding> findings(Words words) {
        var findings = new ArrayList<Finding>();
        find(words, findings);
        return List.copyOf(findings);
    }

    /** Finds, and says what the work was. */
    private long find(Words words, List<Finding> findings) {
        // A scan remembers what it worked out; one that failed is not used again.
        Automaton.Scan idle = scans.poll();
        var scan = idle == null ? automaton.scan() : idle;
        long steps = scan.steps();
        var sentences = words.sentences();
        // From the last to the first: what a question is worth is in the sentence after it.
        boolean yesFollows = false;
        for (Sentence sentence : sentences.reversed()) {
            var matches = scan.sentence(words.tokens(), sentence.from(), sentence.to());
            if (!matches.isEmpty()) {
                read(words.tokens(), sentence, matches, yesFollows, findings);
            }
            yesFollows = matches.stream().anyMatch(match -> saysYes(match, sentence));
        }
        findings.sort(IN_ORDER);
        scans.offer(scan);
        return scan.steps() - steps;
    }

    private boolean saysYes(Match match, Sentence sentence) {
        return match.from() == sentence.from()
                && meanings.get(match.pattern()) instanceof Meaning.Plain(var kind)
                && kind == Kind.ANSWERED_YES;
    }

    private void read(
            List<Token> tokens,
            Sentence sentence,
            List<Match> matches,
            boolean yesFollows,
            List<Finding> findings) {
        // Rules are told apart by which they are: comparing their examples would take its time.
        IdentityHashMap<Rule, List<Match>> shown = new IdentityHashMap<>();
        var triggers = new ArrayList<Match>();
        var pseudo = new ArrayList<Match>();
        var present = new ArrayList<Match>();
        var context = new Context(tokens, sentence);
        for (Match match : matches) {
            switch (meanings.get(match.pattern())) {
                case Meaning.Shows(var rule) ->
                        shown.computeIfAbsent(rule, _ -> new ArrayList<>()).add(match);
                case Meaning.Casts _, Meaning.Asks _ -> {
                    if (isOnOneLine(match, tokens)) {
                        triggers.add(match);
                    }
                }
                case Meaning.Idiom(var id, var silences) -> {
                    if (isOnOneLine(match, tokens)) {
                        context.silence(match, id, silences);
                    }
                }
                case Meaning.Plain(var kind) -> {
                    switch (kind) {
                        case PSEUDO -> {
                            if (isOnOneLine(match, tokens)) {
                                pseudo.add(match);
                            }
                        }
                        case ENDS -> context.terminateAt(match.from());
                        case CLAUSE -> context.clauseAt(match.from());
                        case PRESENT -> present.add(match);
                        case ANSWERED_YES -> {
                            // an answer counts at the beginning of the sentence after the question
                        }
                    }
                }
            }
        }
        if (shown.isEmpty()) {
            return;
        }
        int lastLine = lastLine(tokens, sentence);
        for (Match trigger : Context.outside(triggers, pseudo, sentence)) {
            switch (meanings.get(trigger.pattern())) {
                case Meaning.Casts(var attribute, var direction, int reach) ->
                        context.cast(
                                new Context.Cast(
                                        attribute, direction, reach, trigger.from(), trigger.to()));
                case Meaning.Asks(int reach) -> {
                    if (sentence.question() && !yesFollows && trigger.from() >= lastLine) {
                        context.cast(
                                new Context.Cast(
                                        Attribute.FORM_TEXT,
                                        Context.Direction.AFTER,
                                        reach,
                                        trigger.from(),
                                        trigger.to()));
                    }
                }
                default -> throw new IllegalStateException("not a trigger");
            }
        }
        boolean isPresent = !Context.outside(present, pseudo, sentence).isEmpty();
        shown.forEach((rule, found) -> {
            var passages = new ArrayList<Finding>();
            for (Match match : found) {
                add(passages, finding(rule, match, context, isPresent, tokens));
            }
            findings.addAll(passages);
        });
    }

    /** No turn of phrase is seen across a line break that may be the end of a sentence. */
    private static boolean isOnOneLine(Match match, List<Token> tokens) {
        for (int i = match.from() + 1; i < match.to(); i++) {
            if (tokens.get(i).line()) {
                return false;
            }
        }
        return true;
    }

    /** Where the line begins that a question mark at the end of the sentence belongs to. */
    private static int lastLine(List<Token> tokens, Sentence sentence) {
        for (int i = sentence.to() - 1; i > sentence.from(); i--) {
            if (tokens.get(i).line()) {
                return i;
            }
        }
        return sentence.from();
    }

    private static Finding finding(
            Rule rule, Match match, Context context, boolean isPresent, List<Token> tokens) {
        Set<Attribute> attributes = context.of(match.from(), match.to());
        if (isPresent) {
            attributes.remove(Attribute.HISTORICAL);
        }
        if (attributes.contains(Attribute.FORM_TEXT) && saysI(tokens, match)) {
            attributes.remove(Attribute.FORM_TEXT);
        }
        String idiom = rule.code() == null ? "" : context.idiomOver(match.to() - 1, rule.code());
        return new Finding(
                rule, match.from(), match.to(), Collections.unmodifiableSet(attributes), idiom);
    }

    private static boolean saysI(List<Token> tokens, Match match) {
        for (int i = match.from(); i < match.to(); i++) {
            if (FIRST_PERSON.contains(tokens.get(i).form())) {
                return true;
            }
        }
        return false;
    }

    /** Matches of one rule that overlap become one passage, if that hides nothing. */
    private static void add(List<Finding> passages, Finding finding) {
        Finding one = finding;
        while (!passages.isEmpty()
                && passages.getLast().to() > one.from()
                && passages.getLast().mayJoin(one)) {
            one = passages.removeLast().joined(one);
        }
        passages.add(one);
    }

    private static final Comparator<Finding> IN_ORDER =
            Comparator.comparingInt(Finding::from)
                    .thenComparingInt(Finding::to)
                    .thenComparing(finding -> finding.rule().id());
}
