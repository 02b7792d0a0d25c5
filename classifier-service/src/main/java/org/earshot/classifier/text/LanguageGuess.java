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
     * What was guessed.
     *
     * @param unknownPassage some passage is neither English nor Welsh
     */
    public record Guess(String language, boolean unknownPassage) {}

    /** So many strange words in a row make a passage; fewer may be names or a slip. */
    static final int PASSAGE = 6;

    /** So many words of another script. */
    private static final int OTHER_SCRIPT = 3;

    /** A sentence without one familiar word in so many is not understood. */
    private static final int FAMILIAR_ONE_IN = 8;

    /** A sentence longer than twice this is judged in stretches of so many words. */
    private static final int STRETCH = 16;

    private LanguageGuess() {}

    public static Guess of(Words words) {
        int english = 0;
        int welsh = 0;
        int strangeInARow = 0;
        boolean unknown = false;
        for (Sentence sentence : words.sentences()) {
            for (int from = sentence.from(); from < sentence.to(); ) {
                int to = end(words.tokens(), from, sentence.to());
                Count count = Count.of(words.tokens().subList(from, to), words.text());
                english += count.english;
                welsh += count.welsh;
                if (count.familiar() * FAMILIAR_ONE_IN >= count.words && count.familiar() > 0) {
                    strangeInARow = 0;
                } else {
                    strangeInARow += count.strange;
                }
                unknown |= count.otherScript >= OTHER_SCRIPT || strangeInARow >= PASSAGE;
                from = to;
            }
        }
        String language = "und";
        if (english > 0 || welsh > 0) {
            language = welsh > english ? "cy" : "en";
        }
        return new Guess(language, unknown);
    }

    /**
     * The end of a stretch that is judged by itself: a foreign one is not to drown in a long text.
     */
    private static int end(List<Token> tokens, int from, int to) {
        int most = to - from < 2 * STRETCH ? to : from + STRETCH;
        for (int i = from + 1; i < most; i++) {
            if (tokens.get(i).line()) {
                return i;
            }
        }
        return most;
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
            for (int i = 0; i < tokens.size(); i++) {
                Token token = tokens.get(i);
                String form = token.form();
                if (form.length() < 2 || !isLetters(form)) {
                    // "i" and "a" are English too, but "i" is Welsh and Polish as well
                    words += form.equals("i") ? 1 : 0;
                    continue;
                }
                words++;
                if (isOtherScript(text, token)) {
                    otherScript++;
                } else if (WELSH.contains(form)) {
                    welsh++;
                } else if (ENGLISH.contains(form) || looksEnglish(form) || isIAm(tokens, i, text)) {
                    english++;
                } else if ((token.lowerCase() || capitals) && form.length() > 1) {
                    strange++;
                }
            }
            return new Count(words, english, welsh, strange, otherScript);
        }

        /** "I am" or "I'm", but not the Romanian "i-am". */
        private static boolean isIAm(List<Token> tokens, int at, String text) {
            if (at == 0 || !tokens.get(at).form().equals("am")) {
                return false;
            }
            Token before = tokens.get(at - 1);
            return before.form().equals("i")
                    && (before.end() >= tokens.get(at).start() || text.charAt(before.end()) == ' ');
        }

        private static boolean isLetters(String form) {
            for (int i = 0; i < form.length(); i++) {
                if (!Character.isLetter(form.charAt(i))) {
                    return false;
                }
            }
            return true;
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
                            || (form.endsWith("tion") && form.length() > 6)
                            || (form.endsWith("ly") && form.length() > 6)
                            || form.endsWith("ful"));
        }
    }

    private static Set<String> words(String list) {
        return Set.copyOf(List.of(list.toLowerCase(Locale.ROOT).strip().split("\\s+")));
    }

    private static final Set<String> ENGLISH =
            words(
                    """
                    the and of is it that you for was are with have be this my not from at we they
                    his her he she him them their our your us what when who which will would can
                    could should if but all about been has had were does did there here out up yes
                    just because any some get got more than then now very only please thank thanks
                    dear sir madam help need want know im ive letter form payment money pay paid
                    week month year day time name address number after before again still back how
                    why where into over also other too much many one two three being make made
                    take took go going went came said say told asked ask see think work working
                    people home house child children kids mum dad wife husband daughter these
                    those its let like well good new old last next since until while through down
                    off never always nothing something someone anyone nobody every each both few
                    most such own same may might must shall myself yourself himself call called
                    phone email sent send received receive wrote write writing hello regards
                    faithfully sincerely sorry cant dont wont in without under between during away
                    around against another information application claim appointment benefit
                    council road street change changed date car bus school doctor hospital job
                    rent bill tax nhs gp office reply answer question to on by outside near hole
                    pothole bin bins pavement light lights report reports water gas electric food
                    big small broken lost missed total deaths hours open closed read live lived feel
                    felt left right stop stopped ill sick tired hungry scared afraid anxious
                    worried sleep night morning today tomorrow yesterday tonight anything
                    everything really already enough little lots things thing friend family mother
                    father brother sister woman baby dog cat flat house room door kitchen garden
                    letters forms bills weeks months years days times\
                    """);

    private static final Set<String> WELSH =
            words(
                    """
                    yn yr mae nid dw rwy rwyf dwi wyf wedi gan ac fel ein eich fy hyn hwn hon bod
                    oedd roedd bydd byddaf byddwn dim ddim ond mewn gyda nhw ef fo dros heb cyn
                    ers rydw rydym rydych maen sydd sy yw ydy ydw chwi diolch annwyl helo gwelwch
                    cymraeg llythyr plant gwr wraig tad arian bwyd adref hefyd felly achos
                    oherwydd eto iawn gallaf alla methu eisiau isio angen eisieu rhaid mynd dod
                    gwneud cael gael byw bywyd marw heddiw neithiwr wythnos blwyddyn dydd amser
                    pobl neb rhywun popeth unrhyw nawr rwan byth digon gormod fwy mwy llawer
                    gwneir cyfeiriad ysbyty meddyg taliad ffurflen yng wrth hynny nad nac byddai
                    fydd fyddai fyddwn gallwch allwch hoffwn hoffem ydych ydach efo gen gennyf
                    gennym cyngor ble pryd sut beth pwy pam mwyach rhagor drwy trwy ynglyn unwaith
                    ddoe yfory bore prynhawn diwrnod ddydd mercher gwener sadwrn ysgol heol ffordd
                    gwasanaeth swyddfa ffon neges ateb cais roeddwn oeddwn rydyn ryn maent oes yno
                    yma acw rhai pob bob newydd mawr fawr fach dda wyt dydi dydy dydw shwt moyn
                    lan cofion gywir eiddoch ges cefais nes mor tra rhwng hwnnw honno rheini
                    pethau dylai dylwn tydi gwybod gwbod dweud deud teimlo meddwl gofyn helpu
                    bellach bydden byddant hyd iddo iddi iddyn ata ato ati arnaf arna arni arno
                    wnes wnaeth wneud fod fyw\
                    """);
}
