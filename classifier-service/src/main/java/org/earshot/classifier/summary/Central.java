package org.earshot.classifier.summary;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earshot.classifier.text.Sentence;
import org.earshot.classifier.text.Token;
import org.earshot.classifier.text.Words;

/**
 * Which sentence speaks most of what the whole letter speaks of: the one whose words come back in
 * the most other sentences, for its length; the earlier one where two are alike. It fills a place
 * that nothing weightier takes, so it is kept small enough to explain. Words that say who somebody
 * is (he, Mrs, daughter) do not count, so that it reads letters of women and men alike.
 */
final class Central {

    private static final int SHORTEST = 5;
    private static final int LONGEST = 60;

    private static final Set<String> PLAIN =
            Set.copyOf(
                    List.of(
                            ("a an the and or but nor so to of in on at by for from with without"
                                 + " into about after before until since as than if when while"
                                 + " because that this these those which who whom whose what where"
                                 + " why how i me my mine myself we us our you your he him his"
                                 + " himself she her hers herself they them their theirs it its one"
                                 + " am is are was were be been being have has had do does did done"
                                 + " can could will would shall should may might must not no yes"
                                 + " any some all just ever even very too more most such up down"
                                 + " out over off then there here now also again still only get got"
                                 + " go going goes went come came know like said say says tell told"
                                 + " want please thank thanks dear sir madam yours sincerely"
                                 + " faithfully regards hello hi mr mrs ms miss dr mum mam dad"
                                 + " mother father son daughter brother sister husband wife"
                                 + " boyfriend girlfriend nan gran grandma grandad nephew niece"
                                 + " uncle aunt boy girl boys girls man woman men women lady"
                                 + " gentleman yn y yr a ac o i fy ei dy eu ein eich ar am gan wedi"
                                 + " mae oes ddim dim dw roedd fi chi ni nhw hi fo fe hefyd ond os"
                                 + " fel gyda at eisiau annwyl diolch")
                                    .split(" ")));

    private Central() {}

    /** The index of the sentence; −1 when none has something to say. */
    static int of(Words words, Set<Integer> leftOut) {
        Map<String, Integer> sentencesWith = new HashMap<>();
        for (Sentence sentence : words.sentences()) {
            for (String form : content(words.tokens(), sentence)) {
                sentencesWith.merge(form, 1, Integer::sum);
            }
        }
        int best = -1;
        double most = 0;
        List<Sentence> sentences = words.sentences();
        for (int s = 0; s < sentences.size(); s++) {
            Sentence sentence = sentences.get(s);
            if (leftOut.contains(s)
                    || sentence.length() < SHORTEST
                    || sentence.length() > LONGEST) {
                continue;
            }
            double sum = 0;
            for (String form : content(words.tokens(), sentence)) {
                // One is for the sentence itself; a little of it stays, so that a letter in which
                // nothing comes back has a first sentence that says something.
                sum += sentencesWith.getOrDefault(form, 0) - 0.9;
            }
            double central = sum / Math.sqrt(sentence.length());
            if (central > most + 1e-9) {
                most = central;
                best = s;
            }
        }
        return best;
    }

    private static Set<String> content(List<Token> tokens, Sentence sentence) {
        var forms = new HashSet<String>();
        for (int i = sentence.from(); i < sentence.to(); i++) {
            String form = tokens.get(i).form();
            if (form.length() > 1 && !PLAIN.contains(form) && !Character.isDigit(form.charAt(0))) {
                forms.add(form);
            }
        }
        return forms;
    }
}
