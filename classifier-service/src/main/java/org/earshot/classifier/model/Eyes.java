package org.earshot.classifier.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What sees signs in a text: heads, parted by what each looks at, and what words count for.
 *
 * @param ofWhole the head that looks at the beginning of a text; null where no order is asked for
 */
public record Eyes(List<Head> ofRuns, @Nullable Head ofWhole, Lexicon lexicon) {

    public static Eyes of(List<Head> heads, Lexicon lexicon) {
        var ofRuns = new ArrayList<Head>();
        @Nullable Head ofWhole = null;
        for (Head head : heads) {
            if (head.name().equals(Heads.WHOLE)) {
                ofWhole = head;
            } else {
                ofRuns.add(head);
            }
        }
        return new Eyes(List.copyOf(ofRuns), ofWhole, lexicon);
    }

    /** All of them, as a model file lists them. */
    public List<Head> heads() {
        var heads = new ArrayList<>(ofRuns);
        if (ofWhole != null) {
            heads.add(ofWhole);
        }
        return heads;
    }

    Eyes withoutWhole() {
        return new Eyes(ofRuns, null, lexicon);
    }
}
