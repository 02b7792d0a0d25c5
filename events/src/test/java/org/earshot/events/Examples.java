package org.earshot.events;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** One of each event, with every field filled; the golden files hold the same. */
final class Examples {

    private static final UUID EVENT = UUID.fromString("0b7a4c52-6d1e-4c8f-9a35-2f1d7c90e4b1");
    private static final UUID MESSAGE = UUID.fromString("5f2b8f0e-93d4-4e0b-8a76-1c4f0d2e9a63");
    private static final UUID GRANT = UUID.fromString("c3a1d9e7-4b28-4f6d-b0c5-8e9f7a6b5c4d");
    private static final Instant AT = Instant.parse("2026-03-02T09:15:30.123456Z");
    private static final Instant BY = Instant.parse("2026-03-02T09:30:30.123456Z");
    private static final Person ADA = new Person("7d0c7f4e-52a1-4f0c-8f57-0a6f2c1b9e88");

    private Examples() {}

    static List<Event> all() {
        return List.of(
                new MessageReceived(
                        EVENT,
                        AT,
                        MESSAGE,
                        Channel.PHONE_NOTE,
                        Instant.parse("2026-02-27T00:00:00Z"),
                        "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=",
                        "cy",
                        "universal-credit",
                        "WREXHAM-2",
                        Nation.WALES,
                        About.SOMEONE_ELSE,
                        false,
                        MessageReceived.Extraction.PENDING),
                new TextExtracted(
                        EVENT,
                        AT,
                        MESSAGE,
                        "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=",
                        TextExtracted.Outcome.PARTIAL,
                        List.of("handwriting"),
                        3,
                        2),
                new MessageViewed(EVENT, AT, MESSAGE, ADA, GRANT, true),
                new MessageAssessed(
                        EVENT,
                        AT,
                        MESSAGE,
                        Stage.RULES,
                        Band.B0,
                        List.of(NotAssessed.LANGUAGE),
                        List.of(
                                new MessageAssessed.Category("V01", 0.95),
                                new MessageAssessed.Category("V08", 0.7)),
                        List.of(
                                new MessageAssessed.Indicator("V01", 120, 154),
                                new MessageAssessed.Indicator("V08", 12, 40)),
                        List.of("unsafe_to_contact"),
                        "en",
                        "0.1.0+rules.9f3a21c4",
                        List.of(
                                new MessageAssessed.Passage(0, 41, false),
                                new MessageAssessed.Passage(112, 155, true))),
                new WorkItemQueued(EVENT, AT, MESSAGE, Band.S, BY),
                new WorkItemClaimed(EVENT, AT, MESSAGE, ADA, BY),
                new WorkItemReturned(EVENT, AT, MESSAGE, ADA, WorkItemReturned.LEASE_ENDED),
                new WorkItemReopened(EVENT, AT, MESSAGE, Band.B0, BY),
                new BandRaised(
                        EVENT, AT, MESSAGE, Band.B2, Band.B1, BY, ADA, "known-from-elsewhere"),
                new MarkAdded(EVENT, AT, MESSAGE, NotAssessed.LATE, BY),
                new MarkResolved(EVENT, AT, MESSAGE, NotAssessed.LATE, BY),
                new Decided(
                        EVENT,
                        AT,
                        MESSAGE,
                        ADA,
                        Band.B1,
                        "contact-made",
                        List.of("need-confirmed"),
                        List.of("V08")),
                new MessageStatusChanged(EVENT, AT, MESSAGE, MessageStatus.ANSWERED),
                new CheckpointSigned(
                        EVENT,
                        AT,
                        "earshot.example/log",
                        42,
                        "earshot.example/log\n"
                                + "42\n"
                                + "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
                                + "— earshot.example/log AAAAAA==\n"));
    }

    /** {@code MessageReceived} becomes {@code message-received}. */
    static String fileName(Event event) {
        return event.getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase();
    }
}
