package org.earshot.ingest.store;

import java.security.SecureRandom;

/**
 * What a person can say on the telephone to mean one message: {@code EAR-7K3M-92QF}. Random, so
 * nothing can be read from it, in Crockford's base 32 (no I, L, O or U), and its last character is
 * a check (Luhn's, modulo 32) that finds one wrong character.
 */
public final class Reference {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int RANDOM_CHARACTERS = 7;

    private Reference() {}

    static String random() {
        var random = new SecureRandom();
        var characters = new StringBuilder();
        for (int i = 0; i < RANDOM_CHARACTERS; i++) {
            characters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        characters.append(ALPHABET.charAt(-sum(characters, 2) & 31));
        return "EAR-" + characters.substring(0, 4) + "-" + characters.substring(4);
    }

    /** Whether somebody may have meant this: well formed, and the check character agrees. */
    public static boolean isPlausible(String reference) {
        return reference.matches("EAR-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")
                && (sum(reference.substring(4).replace("-", ""), 1) & 31) == 0;
    }

    /** Luhn's sum from the right: every second character counts twice. */
    private static int sum(CharSequence characters, int factor) {
        int sum = 0;
        for (int i = characters.length() - 1; i >= 0; i--) {
            int addend = factor * ALPHABET.indexOf(characters.charAt(i));
            sum += addend / 32 + addend % 32;
            factor = 3 - factor;
        }
        return sum;
    }
}
