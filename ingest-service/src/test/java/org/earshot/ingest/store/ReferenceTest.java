package org.earshot.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReferenceTest {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    @Test
    void aReferenceIsShortUnambiguousAndHasACheckCharacter() {
        assertThat(Stream.generate(Reference::random).limit(1000))
                .allMatch(Reference::isPlausible)
                .allMatch(r -> r.matches("EAR-[0-9A-Z]{4}-[0-9A-Z]{4}"))
                .noneMatch(r -> r.substring(4).matches(".*[ILOU].*"))
                .doesNotHaveDuplicates();
    }

    @Test
    void anyOneWrongCharacterIsFound() {
        var reference = Reference.random();
        for (int i = 4; i < reference.length(); i++) {
            for (int j = 0; j < ALPHABET.length(); j++) {
                char c = ALPHABET.charAt(j);
                if (i != 8 && c != reference.charAt(i)) {
                    var wrong = reference.substring(0, i) + c + reference.substring(i + 1);
                    assertThat(Reference.isPlausible(wrong)).as(wrong).isFalse();
                }
            }
        }
    }
}
