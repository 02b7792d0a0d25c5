package org.earshot.ingest.submission;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body of a submission as the OpenAPI document shows it. {@link Submission} reads and checks
 * it; a test holds the two together.
 */
@Schema(
        name = "Submission",
        additionalProperties = Schema.False.class,
        example =
                """
                {"channel": "portal",
                 "subject": "My claim",
                 "body": "I moved house in May and my payment still goes to the old account.",
                 "language": "en",
                 "serviceLine": "universal-credit",
                 "site": "LEEDS-1",
                 "nation": "england",
                 "correspondent": {"reference": "CASE-10442", "name": "A. N. Example"},
                 "about": "self",
                 "receivedAt": "2026-03-02T09:15:00Z",
                 "safeToContact": true}\
                """)
record SubmissionSchema(
        @Schema(
                        required = true,
                        enumeration = {"portal", "letter", "email", "phone-note", "form", "chat"})
                String channel,
        @Schema(maxLength = 1000) @Nullable String subject,
        @Schema(
                        required = true,
                        maxLength = 500_000,
                        description = "The text. It may be blank; it may not be missing.")
                String body,
        @Schema(description = "BCP 47 tag, a hint only", maxLength = 35) @Nullable String language,
        @Schema(pattern = "[A-Za-z0-9][A-Za-z0-9-]{0,39}") @Nullable String serviceLine,
        @Schema(pattern = "[A-Za-z0-9][A-Za-z0-9-]{0,39}") @Nullable String site,
        @Schema(enumeration = {"england", "scotland", "wales", "northern-ireland"})
                @Nullable String nation,
        @Nullable CorrespondentSchema correspondent,
        @Schema(enumeration = {"self", "someone-else", "unclear"}) @Nullable String about,
        @Schema(
                        type = SchemaType.STRING,
                        description =
                                "A date, or an RFC 3339 date and time; not before 1990, at most a"
                                        + " day ahead. Absent: now.")
                @Nullable String receivedAt,
        @Schema(description = "false: nothing is sent to this person until a safe way is found")
                @Nullable Boolean safeToContact) {

    @Schema(name = "Correspondent", additionalProperties = Schema.False.class)
    record CorrespondentSchema(
            @Schema(maxLength = 100) @Nullable String reference,
            @Schema(maxLength = 200) @Nullable String name,
            @Schema(maxLength = 500) @Nullable String contact) {}
}
