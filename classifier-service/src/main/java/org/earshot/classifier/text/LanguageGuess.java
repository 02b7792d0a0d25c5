package org.earshot.classifier.text;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A small guess at the language, sentence by sentence, from the words no sentence does without. It
 * need not name a language: it has to notice a passage that the rules cannot have understood, and
 * to leave addresses, names and lists alone.
 */
public final class LanguageGuess {

    /**
     * @param unknownPassage some passage is neither English nor Welsh
     */
    public record Guess(String language, boolean unknownPassage) {}

    /** So many strange words in a row make a passage; fewer may be names or a slip. */
    static final int PASSAGE = 6;

    private LanguageGuess() {}

    public static Guess of(Words words) {
        int english = 0;
        int welsh = 0;
        int strangeInARow = 0;
        boolean unknown = false;
        for (Sentence sentence : words.sentences()) {
            var tokens = words.tokens().subList(sentence.from(), sentence.to());
            Count count = Count.of(tokens, words.text());
            english += count.english;
            welsh += count.welsh;
            if (count.otherScript >= 3) {
                unknown = true;
            }
            if (count.familiar() * 8 >= count.words && count.familiar() > 0) {
                strangeInARow = 0;
            } else {
                strangeInARow += count.strange;
                unknown |= strangeInARow >= PASSAGE;
            }
        }
        String language = "und";
        if (english > 0 || welsh > 0) {
            language = welsh > english ? "cy" : "en";
        }
        return new Guess(language, unknown);
    }

    private record Count(int words, int english, int welsh, int strange, int otherScript) {

        int familiar() {
            return english + welsh;
        }

        static Count of(List<Token> tokens, String text) {
            int words = 0;
            int english = 0;
            int welsh = 0;
            int strange = 0;
            int otherScript = 0;
            boolean capitals = tokens.size() >= 8 && tokens.stream().noneMatch(Token::lowerCase);
            for (Token token : tokens) {
                String form = token.form();
                if (form.length() < 2 || !form.chars().allMatch(Character::isLetter)) {
                    // "i" and "a" are English too, but "i" is Welsh and Polish as well
                    words += form.equals("i") ? 1 : 0;
                    continue;
                }
                words++;
                if (isOtherScript(text, token)) {
                    otherScript++;
                } else if (WELSH.contains(form)) {
                    welsh++;
                } else if (ENGLISH.contains(form) || looksEnglish(form)) {
                    english++;
                } else if ((token.lowerCase() || capitals) && form.length() > 1) {
                    strange++;
                }
            }
            return new Count(words, english, welsh, strange, otherScript);
        }

        private static boolean isOtherScript(String text, Token token) {
            var script = Character.UnicodeScript.of(text.codePointAt(token.start()));
            return script != Character.UnicodeScript.LATIN
                    && script != Character.UnicodeScript.COMMON
                    && script != Character.UnicodeScript.INHERITED;
        }

        private static boolean looksEnglish(String form) {
            return form.length() > 5
                    && (form.endsWith("ing")
                            || form.endsWith("ness")
                            || form.endsWith("ught")
                            || form.endsWith("tion") && form.length() > 6
                            || form.endsWith("ly") && form.length() > 6
                            || form.endsWith("ful"));
        }
    }

    private static Set<String> words(String list) {
        return Set.copyOf(List.of(list.toLowerCase(Locale.ROOT).strip().split("\\s+")));
    }

    private static final Set<String> ENGLISH =
            words(
                    """
                    the and to of is it that you for was are with as have be this my not from at by we they
                    his her he she him them their our your us me what when who which will would can could
                    should if or but all about been has had were do does did there here out up so no yes
                    just because any some get got more than then now very only please thank thanks dear sir
                    madam help need want know don't im ive letter form payment money pay paid week month
                    year day time name address number after before again still back how why where into over
                    after also other too much many one two three being make made take took go going went
                    come came said say told asked ask see think work working people home house child
                    children kids mum dad wife husband son daughter these those its let like well good new
                    old last next since until while through down off never always nothing something
                    someone anyone nobody every each both few most such own same may might must shall
                    myself yourself himself call called phone email sent send received receive wrote write
                    writing hello hi regards faithfully sincerely sorry cant dont wont am on in without
                    under between during away around against another information application claim
                    appointment benefit council road street change changed date car bus school doctor
                    hospital job rent bill tax nhs gp office reply answer question\
                    """);

    private static final Set<String> WELSH =
            words(
                    """
                    yn yr mae nid dw rwy rwyf dwi wyf wedi gan ar ac fel ei eu ein eich fy dy hyn hwn hon
                    bod oedd roedd bydd byddaf byddwn dim ddim ond neu os pan mewn gyda chi ni nhw hi ef fo
                    fe i'r o'r a'r y'r am at dros heb cyn ers rydw rydym rydych maen sydd sy yw ydy ydw
                    chwi diolch annwyl helo syr madam os gwelwch da cymraeg llythyr plant gwr wraig mam
                    tad arian bwyd ty adref hefyd felly achos oherwydd eto iawn gallaf alla methu eisiau
                    isio angen eisieu rhaid mynd dod gwneud cael gael byw bywyd marw heddiw neithiwr
                    wythnos mis blwyddyn dydd amser pobl neb rhywun popeth unrhyw nawr rwan byth digon
                    gormod fwy mwy llawer gwneir eich cyfeiriad ysbyty meddyg taliad ffurflen\
                    """);
}
