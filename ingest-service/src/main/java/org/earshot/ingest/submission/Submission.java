package org.earshot.ingest.submission;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.earshot.events.About;
import org.earshot.events.Channel;
import org.earshot.events.Nation;
import org.earshot.ingest.IngestConfig;
import org.earshot.ingest.api.Fields;
import org.earshot.ingest.store.Codes;
import org.earshot.ingest.store.Content;
import org.earshot.ingest.store.Content.Correspondent;
import org.jspecify.annotations.Nullable;

/** A message as a portal submits it, checked field by field. */
public record Submission(
        Channel channel,
        Content content,
        @Nullable String language,
        @Nullable String serviceLine,
        @Nullable String site,
        @Nullable Nation nation,
        @Nullable About about,
        @Nullable Instant receivedAt,
        @Nullable Boolean safeToContact) {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
    private static final Duration FUTURE_ALLOWED = Duration.ofDays(1);

    /** Short codes without spaces: they go into events, where no prose may be. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,39}");

    private static final String CODE_MEANS =
            "a code of 1 to 40 letters, digits and hyphens that starts with a letter or digit";

    /**
     * Takes a submission out of its fields. A blank body is a message too: a person will see that
     * it is blank.
     */
    public static Submission from(Fields fields, IngestConfig.Limits limits, Clock clock) {
        return from(fields, limits, clock, false);
    }

    /**
     * @param hasDocuments it need not have a body then
     */
    static Submission from(
            Fields fields, IngestConfig.Limits limits, Clock clock, boolean hasDocuments) {
        var channel = code(fields, "channel", Channel.class);
        if (channel == null) {
            fields.missing("channel");
        }
        var subject = fields.text("subject", limits.subject());
        var body = fields.text("body", limits.body());
        if (body == null && !hasDocuments) {
            fields.missing("body");
        }
        var language =
                fields.value(
                        "language",
                        "a language tag (BCP 47), such as en, cy or pa-Arab",
                        Submission::language);
        var serviceLine = fields.value("serviceLine", CODE_MEANS, Submission::code);
        var site = fields.value("site", CODE_MEANS, Submission::code);
        var nation = code(fields, "nation", Nation.class);
        var correspondent = correspondent(fields.object("correspondent"), limits);
        var about = code(fields, "about", About.class);
        var now = clock.instant();
        var receivedAt =
                fields.value(
                        "receivedAt",
                        "a date (2026-03-02) or a date and time with offset (2026-03-02T09:15:00Z),"
                                + " not before 1990 and at most a day ahead",
                        text -> receivedAt(text, now));
        var safeToContact = fields.bool("safeToContact");
        fields.refuseOthers();
        fields.check();
        if (channel == null) {
            throw new IllegalStateException("a missing channel is a violation");
        }
        return new Submission(
                channel,
                new Content(subject, body == null ? "" : body, correspondent),
                language,
                serviceLine,
                site,
                nation,
                about,
                receivedAt,
                safeToContact);
    }

    private static @Nullable Correspondent correspondent(
            @Nullable Fields fields, IngestConfig.Limits limits) {
        if (fields == null) {
            return null;
        }
        var correspondent =
                new Correspondent(
                        fields.text("reference", limits.correspondentReference()),
                        fields.text("name", limits.correspondentName()),
                        fields.text("contact", limits.correspondentContact()));
        fields.refuseOthers();
        return correspondent;
    }

    private static <E extends Enum<E>> @Nullable E code(Fields fields, String name, Class<E> type) {
        return fields.value(
                name,
                "one of " + String.join(", ", Codes.all(type)),
                text -> Codes.find(type, text).orElse(null));
    }

    private static @Nullable String code(String text) {
        return CODE.matcher(text).matches() ? text : null;
    }

    /**
     * Language, script and region of a tag. The rest of one is free text to a determined sender.
     */
    private static @Nullable String language(String text) {
        if (text.isEmpty() || text.length() > 35) {
            return null;
        }
        try {
            var tag = new Locale.Builder().setLanguageTag(text).build();
            return new Locale.Builder()
                    .setLanguage(tag.getLanguage())
                    .setScript(tag.getScript())
                    .setRegion(tag.getCountry())
                    .build()
                    .toLanguageTag();
        } catch (IllformedLocaleException e) {
            return null;
        }
    }

    private static @Nullable Instant receivedAt(String text, Instant now) {
        try {
            var instant =
                    text.length() == 10
                            ? LocalDate.parse(text).atStartOfDay(LONDON).toInstant()
                            : OffsetDateTime.parse(text).toInstant();
            return instant.isBefore(EARLIEST) || instant.isAfter(now.plus(FUTURE_ALLOWED))
                    ? null
                    : instant;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The same, with the documents that came with it. */
    Submission with(List<Content.Attachment> attachments) {
        return new Submission(
                channel,
                content.with(attachments),
                language,
                serviceLine,
                site,
                nation,
                about,
                receivedAt,
                safeToContact);
    }
}
