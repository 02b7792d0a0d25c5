package org.earshot.classifier.text;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

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

    /** Where not one word is familiar, so many strange ones are enough: one can cry in three. */
    private static final int NOTHING_FAMILIAR = 3;

    /** Up to one familiar word in so many may be one that languages share. */
    private static final int SHARED_ONE_IN = 5;

    /** A sentence without one familiar word in so many is not understood. */
    private static final int FAMILIAR_ONE_IN = 8;

    /** A sentence longer than twice this is judged in stretches of so many words. */
    private static final int STRETCH = 16;

    private LanguageGuess() {}

    /**
     * Guesses from the words of a text.
     *
     * @param inRules whether some rule uses a word: rules are English and Welsh, so it is familiar
     */
    public static Guess of(Words words, Predicate<String> inRules) {
        int english = 0;
        int welsh = 0;
        int strangeInARow = 0;
        int nothingFamiliar = 0;
        int lowerCase = 0;
        boolean unknown = false;
        for (Sentence sentence : words.sentences()) {
            for (int from = sentence.from(); from < sentence.to(); ) {
                int to = end(words.tokens(), from, sentence.to());
                Count count = Count.of(words.tokens().subList(from, to), words.text(), inRules);
                english += count.english;
                welsh += count.welsh;
                nothingFamiliar =
                        count.familiar() > 0 ? 0 : nothingFamiliar + count.strangeOrName();
                lowerCase = count.familiar() > 0 ? 0 : lowerCase + count.small;
                if (count.familiar() * FAMILIAR_ONE_IN >= count.words && count.familiar() > 0) {
                    strangeInARow = 0;
                } else {
                    strangeInARow += count.strange;
                }
                unknown |=
                        count.otherScript > 0
                                || strangeInARow >= PASSAGE
                                || count.isForeign()
                                || (nothingFamiliar >= NOTHING_FAMILIAR && lowerCase > 0);
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

    /**
     * What the words of a stretch are.
     *
     * @param either in one of the languages of the rules
     * @param small strange words that are not names, to judge by their first letter
     * @param opening its first word is strange too, though a capital might make it a name
     */
    private record Count(
            int words,
            int english,
            int welsh,
            int either,
            int strange,
            int small,
            boolean opening,
            int otherScript) {

        /** Words that languages share ("plus", "will") do not make a sentence understood. */
        boolean isForeign() {
            return small >= NOTHING_FAMILIAR && familiar() * SHARED_ONE_IN <= words;
        }

        int strangeOrName() {
            return small + (opening ? 1 : 0);
        }

        int familiar() {
            return english + welsh + either;
        }

        static Count of(List<Token> tokens, String text, Predicate<String> inRules) {
            int words = 0;
            int english = 0;
            int welsh = 0;
            int either = 0;
            int strange = 0;
            int small = 0;
            int otherScript = 0;
            boolean opening = false;
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
                } else if (form.length() > 3 && inRules.test(form)) {
                    either++;
                } else if ((token.lowerCase() || capitals) && form.length() > 1) {
                    strange++;
                    small += token.lowerCase() ? 1 : 0;
                } else {
                    opening |= i == 0;
                }
            }
            return new Count(words, english, welsh, either, strange, small, opening, otherScript);
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
                    letters forms bills weeks months years days times informal challenge resolved
                    hobby trade invoice nursery receipts telephone enquiries objection proposal
                    ref nr st rd ave asap fao pls plz thx cheers ok okay hi hey yeah nope msg
                    info tel am pm able above accept access account across act actual add adult
                    advice advise afford afternoon age agree ago ahead air allow allowed almost
                    alone along although amount angry annual anyway apart apologies apology
                    appeal apply approved area arm arrange arrears arrive asking assessment
                    attend autumn available aware bag balance bank base bath bathroom beach bed
                    bedroom began begin behind believe below bench best better bike birthday
                    bit blue blocked board boat body boiler book books bought box boy boys
                    branch bread bridge bright bring brought brown build building buses
                    business busy button buy cake card cards care carer case cash caught cause
                    centre certain certificate chair chance charge cheap check cheque choice
                    church city class clean clear clearly close clothes club coat coffee cold
                    colleague collect collected collection complain complaint complete confirm
                    contact continue copy corner correct correctly cost costs couple course
                    court cover cross cup current cut cycle daily damage dark dead deal death
                    debt decided decision deep delay deliver department deposit desk details
                    different difficult dinner direct dirty disabled dogs done double driver
                    driving drop due earlier early easier easy eat eight eighteen either eleven
                    else empty enclose enclosed end ended energy english enquiry entitled
                    envelope especially estate evening ever exactly example except expect
                    explain extra eye eyes face fact fair fallen fault favour fence field
                    fifteen fifty fill filled final finally find fine finish fire first five
                    fix fixed floor follow following foot forgot forgotten forward found four
                    free freezing friday friendly friends front full further future gave girl
                    girls give given glad glass gone grass grateful great green ground group
                    grown guess half hall hand hands happen happened happy hard hate head
                    health hear heard heart heat heating heavy held helped high highly hill hit
                    hold holiday holidays hope hour however hundred hurt idea identity
                    important inside instead interest issue issued join june july august
                    september october november december january february april keep kept key
                    keys kind kindly knew knowing lady landlord language large late later lead
                    leaf least leave leaving led leg less library licence lift line link list
                    listen load local long longer look looked looking love low lovely lunch
                    machine main mark married matter maybe mean means meet meeting meter middle
                    mind mine minute minutes mistake monday moment monthly moved moving nearly
                    neighbour neighbours nice nine nineteen noise none noon normal north note
                    notes notice nurse obtain often oil online opened opening opposite order
                    ordinary original others ought ourselves overflowing owner page paper
                    papers parcel parents park parking part partner party pass passed passport
                    past path patient paying pension pensioner per perhaps permit person photo
                    pick picked picture piece place plan planning plate play playground pleased
                    point police polite poor possible post posted pound pounds prefer
                    pretty price print private probably problem problems proof proper properly
                    provide public pull put queue quick quickly quiet quite rain ran rang
                    rather reach reading ready reason receipt recent recently record red reduce
                    reference refund refused regarding register regular related remember remove
                    renew repair repairs repeat request required resident respond rest return
                    returned ring river roads roof rubbish rude run running sad safe sat
                    saturday save saw saying seat second section seem seems seen self sell
                    sentence serious service services set seven several sheet shop shopping
                    short shouted show shut side sign signed simple simply single sit site six
                    sixty skip slow snow sold somebody son soon sort sound south space speak
                    special spelling spent spoke spoken spring square stage stairs stamp stand
                    standing start started state statement station stay stayed step stolen
                    stone storm story straight stuck study stuff suggest summer sunday supply
                    support suppose sure surely surname system table taken talk tea team tell
                    ten tenant term test text therefore third thirteen thirty thought thousand
                    thursday ticket till title together top touch toward town traffic train
                    transfer transport travel treat tree trees trouble true try trying tuesday
                    turn turned twelve twenty twice type understand unfortunately unless untill
                    upon upset urgent use used useful usual usually van view village visit
                    visited voice wait waited waiting walk walked wall warm wash waste watch
                    weather wednesday weekend weekly west wet whatever wheel wheelchair
                    whenever whether whilst white whole whose wide win wind window winter wish
                    within women won wonder wonderful word words wore worse worst worth wrong
                    yard yet young yours zero bless god grandad grandma nan nana mam mums dads
                    aunt uncle kerb drain leak leaking smell noisy councillor mp mayor election
                    vote band discount tenancy eviction tenants landlords claimant universal
                    credit disability allowance carers housing attendance jobseekers jobcentre
                    appointments payments applied applying surgery prescription medicine
                    tablets operation ward clinic pain knee hip\
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
                    lan cofion gywir eiddoch ges cefais nes tra rhwng hwnnw honno rheini
                    pethau dylai dylwn tydi gwybod gwbod dweud deud teimlo meddwl gofyn helpu
                    bellach bydden byddant hyd iddo iddi iddyn ata ato ati arnaf arna arni arno
                    welwch gwelwch broblem problem llyfr llyfrgell agor gwyliau
                    wnes wnaeth wneud fod fyw\
                    """);
}
