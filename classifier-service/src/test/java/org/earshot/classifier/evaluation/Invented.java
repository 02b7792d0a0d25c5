package org.earshot.classifier.evaluation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a made-up letter must not hold, because it could be somebody's: numbers and addresses that
 * are given out to people. Answers name the kind and never quote.
 */
final class Invented {

    private static final int CASE = Pattern.CASE_INSENSITIVE;

    private static final Pattern NATIONAL_INSURANCE =
            Pattern.compile("\\b([a-z]{2})[ -]?\\d\\d[ -]?\\d\\d[ -]?\\d\\d[ -]?[a-d]\\b", CASE);

    /**
     * A whole number of the UK, with the nought or the country's code; a digit too many is none.
     */
    private static final Pattern TELEPHONE =
            Pattern.compile(
                    "(?<![\\d/])(?:\\+44[ ()0-]{0,5}|\\(?0)([1-9](?:[ ()-]{0,2}\\d){8,10})(?!\\d)");

    /** Ofcom's numbers for drama, which are nobody's, without the nought. */
    private static final Pattern OF_DRAMA =
            Pattern.compile(
                    "1632960\\d{3}|11[3-8]4960\\d{3}|1[2-6]14960\\d{3}|1914980\\d{3}|2079460\\d{3}"
                            + "|2896496\\d{3}|2920180\\d{3}|7700900\\d{3}|8081570\\d{3}"
                            + "|9098790\\d{3}|3069990\\d{3}");

    private static final Pattern MAIL =
            Pattern.compile("[\\w.+-]+@((?:[\\w-]+\\.)+[a-z]{2,})", CASE);
    private static final Pattern SITE =
            Pattern.compile("(?:https?://|\\bwww\\.)((?:[\\w-]+\\.)+[a-z]{2,})", CASE);

    /** RFC 2606 and RFC 6761. */
    private static final Pattern RESERVED =
            Pattern.compile(
                    "(?:.*\\.)?(?:example\\.(?:com|org|net|edu)|example|invalid|test)", CASE);

    private static final Pattern SORT_CODE =
            Pattern.compile(
                    "\\b(?:sort code|cod didoli)\\D{0,20}\\d\\d[ -]?\\d\\d[ -]?\\d\\d\\b", CASE);
    private static final Pattern IBAN =
            Pattern.compile("\\bGB\\d\\d ?[A-Z]{4}(?: ?\\d){14}\\b", CASE);
    private static final Pattern CARD = Pattern.compile("(?<!\\d)\\d{4}(?:[ -]?\\d{4}){3}(?!\\d)");
    private static final Pattern NHS =
            Pattern.compile("(?<![\\d-])\\d{3}[ -]\\d{3}[ -]\\d{4}(?![\\d-])");

    /** Words are told by their first letters, so that "asks" and "asked" are one. */
    private static final int STEM = 7;

    /**
     * Words that name a means of self-harm, as the beginnings of the SHA-256 of their stems: a list
     * in clear would be what it forbids. It is short, and finds slips; a person reads the letters.
     */
    private static final Set<String> MEANS =
            Set.of(
                    "25f391070d16",
                    "ebaeb202ee2a",
                    "fe23f4a9fdaf",
                    "b4941f8ca92c",
                    "a549e289847f",
                    "cac77afa6447",
                    "e84af08aee6b",
                    "6699ce47d492",
                    "9b4f1d0e11dc",
                    "c6faa71a15c8",
                    "394775e11344",
                    "ef70997434bd");

    private Invented() {}

    /** The kinds of number or address in a text that may be somebody's. */
    static List<String> mayBeSomebodys(String text) {
        var kinds = new ArrayList<String>();
        if (any(NATIONAL_INSURANCE, text, found -> !found.group(1).equalsIgnoreCase("QQ"))) {
            kinds.add("a National Insurance number without the prefix QQ");
        }
        if (any(TELEPHONE, text, found -> !OF_DRAMA.matcher(digits(found.group(1))).matches())) {
            kinds.add("a telephone number that is none of Ofcom's for drama");
        }
        if (any(MAIL, text, found -> !RESERVED.matcher(found.group(1)).matches())
                || any(SITE, text, found -> !RESERVED.matcher(found.group(1)).matches())) {
            kinds.add("a domain that is not reserved for examples");
        }
        if (any(SORT_CODE, text, found -> true)
                || any(IBAN, text, found -> true)
                || any(CARD, text, found -> true)) {
            kinds.add("bank details");
        }
        if (any(NHS, text, found -> !found.group().startsWith("999") && isNhs(found.group()))) {
            kinds.add("a valid NHS number outside the range for tests");
        }
        return kinds;
    }

    static boolean namesMeans(String text) {
        return Diversity.words(text).stream()
                .map(word -> word.substring(0, Math.min(STEM, word.length())))
                .anyMatch(stem -> MEANS.contains(sha256(stem).substring(0, 12)));
    }

    private static boolean any(Pattern pattern, String text, Predicate<Matcher> wrong) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            if (wrong.test(matcher)) {
                return true;
            }
        }
        return false;
    }

    private static String digits(String number) {
        return number.replaceAll("\\D", "");
    }

    /** The last digit of an NHS number follows from the others. */
    private static boolean isNhs(String number) {
        String digits = digits(number);
        int sum = 0;
        for (int i = 0; i < 9; i++) {
            sum += (10 - i) * (digits.charAt(i) - '0');
        }
        int check = (11 - sum % 11) % 11;
        return check == digits.charAt(9) - '0';
    }

    static String sha256(String text) {
        try {
            byte[] bytes = text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
