package org.earshot.classifier.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.earshot.classifier.text.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * Reads the notation of patterns (docs/rules.md): words, {@code word*}, {@code (a|b c)}, {@code
 * [perhaps]}, {@code ..3}, {@code #}, {@code @list}.
 */
final class PatternParser {

    /** A gap longer than this would join thoughts that have nothing to do with each other. */
    static final int LONGEST_GAP = 8;

    private final Spelling spelling;
    private final Map<String, Expression> lists;

    PatternParser(Spelling spelling, Map<String, Expression> lists) {
        this.spelling = spelling;
        this.lists = lists;
    }

    /** What is wrong with a pattern, in words for its author. */
    static final class BadPattern extends Exception {
        private static final long serialVersionUID = 1L;

        BadPattern(String message) {
            super(message);
        }
    }

    Expression parse(String pattern) throws BadPattern {
        var reading = new Reading(pattern);
        Expression expression = reading.choice();
        if (reading.at < reading.symbols.size()) {
            throw new BadPattern(
                    "\"" + reading.symbols.get(reading.at) + "\" is not expected here");
        }
        if (nullable(expression)) {
            throw new BadPattern("it matches without any word");
        }
        if (mayBeginWithGap(expression)) {
            throw new BadPattern("it begins with a gap");
        }
        return expression;
    }

    static boolean mayBeginWithGap(Expression expression) {
        return switch (expression) {
            case Expression.Word _, Expression.Prefix _, Expression.Kind _ -> false;
            case Expression.Gap _ -> true;
            case Expression.Optional(var inner) -> mayBeginWithGap(inner);
            case Expression.Choice(var parts) ->
                    parts.stream().anyMatch(PatternParser::mayBeginWithGap);
            case Expression.Sequence(var parts) -> {
                for (var part : parts) {
                    if (mayBeginWithGap(part)) {
                        yield true;
                    }
                    if (!nullable(part)) {
                        yield false;
                    }
                }
                yield false;
            }
        };
    }

    static boolean nullable(Expression expression) {
        return switch (expression) {
            case Expression.Word _, Expression.Prefix _, Expression.Kind _ -> false;
            case Expression.Optional _, Expression.Gap _ -> true;
            case Expression.Sequence(var parts) -> parts.stream().allMatch(PatternParser::nullable);
            case Expression.Choice(var parts) -> parts.stream().anyMatch(PatternParser::nullable);
        };
    }

    private final class Reading {
        final List<String> symbols = new ArrayList<>();
        int at;

        Reading(String pattern) {
            var word = new StringBuilder();
            for (int i = 0; i < pattern.length(); i++) {
                char c = pattern.charAt(i);
                if (Character.isWhitespace(c) || "()[]|".indexOf(c) >= 0) {
                    if (!word.isEmpty()) {
                        symbols.add(word.toString());
                        word.setLength(0);
                    }
                    if (!Character.isWhitespace(c)) {
                        symbols.add(String.valueOf(c));
                    }
                } else {
                    word.append(c);
                }
            }
            if (!word.isEmpty()) {
                symbols.add(word.toString());
            }
        }

        @Nullable String peek() {
            return at < symbols.size() ? symbols.get(at) : null;
        }

        Expression choice() throws BadPattern {
            var parts = new ArrayList<Expression>();
            parts.add(sequence());
            while ("|".equals(peek())) {
                at++;
                parts.add(sequence());
            }
            return parts.size() == 1 ? parts.getFirst() : new Expression.Choice(parts);
        }

        Expression sequence() throws BadPattern {
            var parts = new ArrayList<Expression>();
            for (String next = peek();
                    next != null && !next.equals("|") && !next.equals(")") && !next.equals("]");
                    next = peek()) {
                parts.add(part(next));
            }
            if (parts.isEmpty()) {
                throw new BadPattern("an alternative is empty");
            }
            return parts.size() == 1 ? parts.getFirst() : new Expression.Sequence(parts);
        }

        Expression part(String symbol) throws BadPattern {
            at++;
            if (symbol.equals("(")) {
                Expression inner = choice();
                close(")");
                return inner;
            }
            if (symbol.equals("[")) {
                Expression inner = choice();
                close("]");
                return new Expression.Optional(inner);
            }
            if (symbol.startsWith("..")) {
                return gap(symbol);
            }
            if (symbol.startsWith("#")) {
                @Nullable WordKind kind = WordKind.named(symbol);
                if (kind == null) {
                    throw new BadPattern("there is no kind of word " + symbol);
                }
                return new Expression.Kind(kind);
            }
            if (symbol.startsWith("@")) {
                @Nullable Expression list = lists.get(symbol.substring(1));
                if (list == null) {
                    throw new BadPattern("there is no list " + symbol);
                }
                return list;
            }
            return word(symbol);
        }

        private void close(String bracket) throws BadPattern {
            if (!bracket.equals(peek())) {
                throw new BadPattern("\"" + bracket + "\" is missing");
            }
            at++;
        }

        private Expression gap(String symbol) throws BadPattern {
            String number = symbol.substring(2);
            if (!number.matches("[1-9]") || Integer.parseInt(number) > LONGEST_GAP) {
                throw new BadPattern("a gap is ..1 to .." + LONGEST_GAP);
            }
            return new Expression.Gap(Integer.parseInt(number));
        }

        private Expression word(String symbol) throws BadPattern {
            if (symbol.endsWith("*")) {
                String beginning = Spelling.fold(symbol.substring(0, symbol.length() - 1));
                if (beginning.length() < 3 || !beginning.chars().allMatch(Character::isLetter)) {
                    throw new BadPattern(symbol + " needs three letters or more before its star");
                }
                return new Expression.Prefix(beginning);
            }
            var parts = new ArrayList<Expression>();
            for (String piece : symbol.split("-", -1)) {
                if (piece.isEmpty()
                        || !piece.codePoints()
                                .allMatch(c -> Character.isLetterOrDigit(c) || c == '\'')) {
                    throw new BadPattern("\"" + symbol + "\" is not a word");
                }
                for (String form : spelling.read(piece)) {
                    parts.add(new Expression.Word(form));
                    spelling.know(form);
                }
            }
            return parts.size() == 1 ? parts.getFirst() : new Expression.Sequence(parts);
        }
    }
}
