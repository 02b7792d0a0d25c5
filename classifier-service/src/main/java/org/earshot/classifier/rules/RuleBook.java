package org.earshot.classifier.rules;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earshot.classifier.rules.Automaton.Match;
import org.earshot.classifier.text.Sentence;
import org.earshot.classifier.text.Spelling;
import org.earshot.classifier.text.Token;
import org.earshot.classifier.text.Tokeniser;
import org.earshot.classifier.text.Words;
import org.jspecify.annotations.Nullable;

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
    private final Tokeniser tokeniser;

    RuleBook(List<Rule> rules, List<Meaning> meanings, Automaton automaton, Spelling spelling) {
        this.rules = List.copyOf(rules);
        this.meanings = List.copyOf(meanings);
        this.automaton = automaton;
        this.tokeniser = new Tokeniser(spelling);
    }

    public List<Rule> rules() {
        return rules;
    }

    /** How many places the automaton has; the work for one word never exceeds a multiple of it. */
    public int size() {
        return automaton.positions();
    }

    /** Everything the rules met in a text, and what the work was. */
    public record Reading(Words words, List<Finding> findings, long steps) {}

    public Reading read(String text) {
        Words words = tokeniser.read(text);
        var scan = automaton.scan();
        var findings = new ArrayList<Finding>();
        var sentences = words.sentences();
        for (int s = 0; s < sentences.size(); s++) {
            Sentence next = s + 1 < sentences.size() ? sentences.get(s + 1) : null;
            read(words.tokens(), sentences.get(s), next, scan, findings);
        }
        return new Reading(words, List.copyOf(findings), scan.steps());
    }

    private void read(
            List<Token> tokens,
            Sentence sentence,
            @Nullable Sentence next,
            Automaton.Scan scan,
            List<Finding> findings) {
        var matches = scan.sentence(tokens, sentence.from(), sentence.to());
        if (matches.isEmpty()) {
            return;
        }
        Map<Rule, List<Span>> shown = new HashMap<>();
        var triggers = new ArrayList<Match>();
        var pseudo = new ArrayList<Match>();
        var present = new ArrayList<Match>();
        var idioms = new HashMap<Meaning.Idiom, List<Match>>();
        var context = new Context(tokens, sentence);
        for (Match match : matches) {
            switch (meanings.get(match.pattern())) {
                case Meaning.Shows(var rule) ->
                        add(shown.computeIfAbsent(rule, _ -> new ArrayList<>()), match);
                case Meaning.Casts _, Meaning.Asks _ -> triggers.add(match);
                case Meaning.Idiom idiom ->
                        idioms.computeIfAbsent(idiom, _ -> new ArrayList<>()).add(match);
                case Meaning.Plain(var kind) -> {
                    switch (kind) {
                        case PSEUDO -> pseudo.add(match);
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
        boolean answeredYes = sentence.question() && next != null && answersYes(tokens, next);
        for (Match trigger : Context.outside(triggers, pseudo, sentence, MATCH)) {
            switch (meanings.get(trigger.pattern())) {
                case Meaning.Casts(var attribute, var direction, int reach) ->
                        context.cast(
                                new Context.Cast(
                                        attribute, direction, reach, trigger.from(), trigger.to()));
                case Meaning.Asks(int reach) -> {
                    if (sentence.question() && !answeredYes) {
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
        boolean isPresent = !Context.outside(present, pseudo, sentence, MATCH).isEmpty();
        for (var entry : shown.entrySet()) {
            Rule rule = entry.getKey();
            for (Span span : entry.getValue()) {
                findings.add(finding(rule, span, context, isPresent, idioms, tokens));
            }
        }
    }

    private static Finding finding(
            Rule rule,
            Span span,
            Context context,
            boolean isPresent,
            Map<Meaning.Idiom, List<Match>> idioms,
            List<Token> tokens) {
        Set<Attribute> attributes = context.of(span.from, span.to);
        if (isPresent) {
            attributes.remove(Attribute.HISTORICAL);
        }
        if (attributes.contains(Attribute.FORM_TEXT) && saysI(tokens, span)) {
            attributes.remove(Attribute.FORM_TEXT);
        }
        String idiom = "";
        for (var entry : idioms.entrySet()) {
            var silences = entry.getKey().silences();
            if (rule.code() != null
                    && silences.contains(rule.code())
                    && entry.getValue().stream()
                            .anyMatch(of -> of.from() < span.to && span.to <= of.to())) {
                idiom = entry.getKey().id();
            }
        }
        return new Finding(
                rule,
                span.from,
                span.to,
                attributes.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(attributes)),
                idiom);
    }

    private boolean answersYes(List<Token> tokens, Sentence next) {
        var scan = automaton.scan();
        int to = Math.min(next.to(), next.from() + 4);
        for (Match match : scan.sentence(tokens, next.from(), to)) {
            if (match.from() == next.from()
                    && meanings.get(match.pattern()) instanceof Meaning.Plain(var kind)
                    && kind == Kind.ANSWERED_YES) {
                return true;
            }
        }
        return false;
    }

    private static boolean saysI(List<Token> tokens, Span span) {
        for (int i = span.from; i < span.to; i++) {
            if (FIRST_PERSON.contains(tokens.get(i).form())) {
                return true;
            }
        }
        return false;
    }

    /** Matches of one rule that overlap become one passage. */
    private static void add(List<Span> spans, Match match) {
        var span = new Span(match.from(), match.to());
        while (!spans.isEmpty() && spans.getLast().to > span.from) {
            Span last = spans.removeLast();
            span = new Span(Math.min(last.from, span.from), Math.max(last.to, span.to));
        }
        spans.add(span);
    }

    private record Span(int from, int to) {}

    private static final Context.Spans<Match> MATCH =
            new Context.Spans<>() {
                @Override
                public int from(Match match) {
                    return match.from();
                }

                @Override
                public int to(Match match) {
                    return match.to();
                }
            };
}
