package org.earshot.classifier.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.jspecify.annotations.Nullable;

/**
 * Apache OpenNLP's model of 103 languages, by the letters that follow each other. It names the
 * language of a passage well, and of three words badly: names and lists look like any language.
 */
final class LanguageModel {

    private static final String ENGLISH = "eng";
    private static final String WELSH = "cym";

    /** Its expressions may be slow on long texts, and more letters do not tell more. */
    private static final int ENOUGH = 400;

    /** What the model's own names of languages are in BCP 47, where the JDK does not know. */
    private static final Map<String, String> OTHER_NAMES =
            Map.of("cmn", "zh", "ekk", "et", "lvs", "lv", "pes", "fa", "plt", "mg", "pnb", "pa");

    /** Scripts that one language uses here, or that the model does not know. */
    private static final Map<UnicodeScript, String> SCRIPTS =
            Map.of(
                    UnicodeScript.ETHIOPIC, "und-Ethi",
                    UnicodeScript.GURMUKHI, "pa",
                    UnicodeScript.GUJARATI, "gu",
                    UnicodeScript.BENGALI, "bn",
                    UnicodeScript.TAMIL, "ta",
                    UnicodeScript.HANGUL, "ko",
                    UnicodeScript.HIRAGANA, "ja",
                    UnicodeScript.KATAKANA, "ja",
                    UnicodeScript.MYANMAR, "my",
                    UnicodeScript.KHMER, "km");

    /**
     * Letters of Central Kurdish that Arabic, Farsi and Urdu do not have; the model has none of it.
     */
    private static final String SORANI = "\u06CE\u06D5\u06B5\u0695\u06C6";

    private final LanguageDetectorModel model;
    private final Map<String, String> tags = new HashMap<>();

    LanguageModel() {
        try (InputStream in = LanguageModel.class.getResourceAsStream("/langdetect-183.bin")) {
            if (in == null) {
                throw new IllegalStateException("no resource langdetect-183.bin");
            }
            model = new LanguageDetectorModel(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String two : Locale.getISOLanguages()) {
            tags.put(Locale.of(two).getISO3Language(), two);
        }
        tags.putAll(OTHER_NAMES);
    }

    /** How much likelier English or Welsh is than the likeliest other language: a logarithm. */
    double familiarity(String text) {
        double familiar = 0;
        double other = 0;
        for (Language language : likely(text)) {
            double confidence = language.getConfidence();
            if (language.getLang().equals(ENGLISH) || language.getLang().equals(WELSH)) {
                familiar += confidence;
            } else {
                other = Math.max(other, confidence);
            }
        }
        return Math.log(familiar / other);
    }

    /** The tag of the likeliest language other than English and Welsh. */
    String name(String text) {
        String head = head(text);
        String script = byScript(head);
        if (script != null) {
            return script;
        }
        for (Language language : likely(head)) {
            String name = language.getLang();
            if (!name.equals(ENGLISH) && !name.equals(WELSH)) {
                return tags.getOrDefault(name, name);
            }
        }
        return Languages.UNDETERMINED;
    }

    private static @Nullable String byScript(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (SORANI.indexOf(c) >= 0) {
                return "ckb";
            }
            String tag = SCRIPTS.get(UnicodeScript.of(c));
            if (tag != null) {
                return tag;
            }
            i += Character.charCount(c);
        }
        return null;
    }

    /** Detectors are cheap and not said to be shared between threads; the model is read only. */
    private Language[] likely(String text) {
        return new LanguageDetectorME(model).predictLanguages(head(text));
    }

    private static String head(String text) {
        return text.length() <= ENOUGH ? text : text.substring(0, ENOUGH);
    }
}
