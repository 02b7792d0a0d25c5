package org.earshot.classifier.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.earshot.classifier.data.DataFile;
import org.earshot.classifier.rules.RuleBook;
import org.earshot.classifier.rules.RuleFiles;
import org.earshot.classifier.taxonomy.Taxonomy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates as people write them here, and a day only where there is one reading. */
class DatesTest {

    private static final Taxonomy TAXONOMY =
            Taxonomy.read(DataFile.resource("taxonomy/taxonomy.yaml"));
    private static final RuleBook RULES = RuleFiles.read(TAXONOMY, RuleFiles.shipped());
    private static final Summariser SUMMARISER = Summariser.shipped(TAXONOMY);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "My hearing is on 3/11/26 at ten.           ; 3/11/26                  ; EVENT    ;"
                        + " 2026-11-03",
                "The date is 03-11-2026.                    ; 03-11-2026               ; EVENT    ;"
                        + " 2026-11-03",
                "Pay by 2026-11-03 please.                  ; 2026-11-03               ; DEADLINE ;"
                        + " 2026-11-03",
                "It is 3.11.26 I think.                     ; 3.11.26                  ; EVENT    ;"
                        + " 2026-11-03",
                "I was born on 3.11.58.                     ; 3.11.58                  ; PAST     ;"
                        + " 1958-11-03",
                "He was born 3/11/26 in Leeds.              ; 3/11/26                  ; PAST     ;"
                        + " -",
                "It says 11/23/26 there.                    ; 11/23/26                 ; EVENT    ;"
                        + " -",
                "It is the 3rd of November 2026 then.       ; the 3rd of November 2026 ; EVENT    ;"
                        + " 2026-11-03",
                "Reply by 3rd Nov.                          ; 3rd Nov                  ; DEADLINE ;"
                        + " -",
                "It starts on November 3rd, 2026.           ; November 3rd, 2026       ; EVENT    ;"
                        + " 2026-11-03",
                "It is 3 Nov '26.                           ; 3 Nov '26                ; EVENT    ;"
                        + " 2026-11-03",
                "It is Tuesday 3rd November 2026.           ; Tuesday 3rd November 2026 ; EVENT   ;"
                        + " 2026-11-03",
                "It is Monday 3rd November 2026.            ; Monday 3rd November 2026 ; EVENT    ;"
                        + " -",
                "It is 31 June 2026.                        ; 31 June 2026             ; EVENT    ;"
                        + " -",
                "It will be here by the 3rd.                ; the 3rd                  ; DEADLINE ;"
                        + " -",
                "You want it by Friday.                     ; Friday                   ; DEADLINE ;"
                        + " -",
                "You want it by noon on Friday.             ; Friday                   ; DEADLINE ;"
                        + " -",
                "They come next Tuesday.                    ; next Tuesday             ; EVENT    ;"
                        + " -",
                "They come on thurs.                        ; thurs                    ; EVENT    ;"
                        + " -",
                "I must reply within 14 days.               ; within 14 days           ; DEADLINE ;"
                        + " -",
                "I have 28 days of this letter to answer.   ; 28 days of this letter   ; DEADLINE ;"
                        + " -",
                "They come tomorrow.                        ; tomorrow                 ; EVENT    ;"
                        + " -",
                "I rang yesterday.                          ; yesterday                ; PAST     ;"
                        + " -",
                "I wrote to you on Monday.                  ; Monday                   ; PAST     ;"
                        + " -",
                "I have been here since May.                ; May                      ; PAST     ;"
                        + " -",
                "It happened two weeks ago.                 ; two weeks ago            ; PAST     ;"
                        + " -",
                "Mae'n rhaid ateb erbyn 3 Tachwedd 2026.    ; 3 Tachwedd 2026          ; DEADLINE ;"
                        + " 2026-11-03",
                "Maen nhw'n dod ar 3ydd o Dachwedd.         ; 3ydd o Dachwedd          ; EVENT    ;"
                        + " -",
                "Mae'r apwyntiad ddydd Gwener.              ; ddydd Gwener             ; EVENT    ;"
                        + " -",
                "Maen nhw'n dod yfory.                      ; yfory                    ; EVENT    ;"
                        + " -"
            })
    void aDateIsFoundWhereItStands(
            String text, String words, DateMention.Kind kind, @Nullable LocalDate date) {
        assertThat(dates(text, null))
                .singleElement()
                .satisfies(found -> {
                    assertThat(text.substring(found.start(), found.end())).isEqualTo(words);
                    assertThat(found.kind()).isEqualTo(kind);
                    assertThat(found.date()).isEqualTo(date);
                });
    }

    @ParameterizedTest(name = "{0} written on 2026-11-22, a Sunday")
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "Reply by 3rd Dec.                    ; 2026-12-03",
                "Reply by 3 January.                  ; 2027-01-03",
                "It happened on 3 January.            ; 2026-01-03",
                "I have been here since 3 March.      ; 2026-03-03",
                "It will be here by the 3rd.          ; 2026-12-03",
                "Your letter of the 3rd came.         ; 2026-11-03",
                "You want it by Friday.               ; 2026-11-27",
                "You want it by Sunday.               ; -",
                "They come next Tuesday.              ; -",
                "I have a meeting on Friday.          ; -",
                "It is on Friday 27th.                ; 2026-11-27",
                "It is on Friday 26th.                ; -",
                "They come tomorrow.                  ; 2026-11-23",
                "I rang yesterday.                    ; 2026-11-21",
                "I must reply within 14 days.         ; -"
            })
    void aDayOfReferenceSettlesWhatHasOneReading(String text, @Nullable LocalDate date) {
        assertThat(dates(text, LocalDate.of(2026, 11, 22)))
                .singleElement()
                .extracting(DateMention::date)
                .isEqualTo(date);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "It is the third time I ask.",
                "We live on the 3rd floor.",
                "I may 3 times have rung.",
                "My sort code is 12-10-26.",
                "Ring 01632 960 001.",
                "My number is QQ 12 34 56 C.",
                "It is 12-34-56-78 on the card.",
                "Said the sun to the moon as we sat.",
                "The march was long.",
                "It is 24/7 noise.",
                "Version 1.2.3.4 does not work.",
                "On page 3 may be a mistake."
            })
    void whatLooksLikeADateIsNone(String text) {
        assertThat(dates(text, null)).isEmpty();
    }

    private static List<DateMention> dates(String text, @Nullable LocalDate reference) {
        return SUMMARISER.summarise(RULES.read(text).words(), List.of(), reference).dates();
    }
}
