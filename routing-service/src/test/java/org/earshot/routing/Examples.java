package org.earshot.routing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.earshot.events.About;
import org.earshot.events.Band;
import org.earshot.events.Channel;
import org.earshot.events.EventIds;
import org.earshot.events.MessageAssessed;
import org.earshot.events.MessageReceived;
import org.earshot.events.MessageViewed;
import org.earshot.events.Nation;
import org.earshot.events.NotAssessed;
import org.earshot.events.Person;
import org.earshot.events.Stage;

/** Events as the other services would publish them. */
public final class Examples {

    private Examples() {}

    public static MessageReceived aReceipt(UUID messageId) {
        return aReceipt(messageId, Instant.now());
    }

    public static MessageReceived aReceipt(UUID messageId, Instant acceptedAt) {
        var at = acceptedAt.truncatedTo(ChronoUnit.MICROS);
        return new MessageReceived(
                EventIds.of("received", messageId.toString()),
                at,
                messageId,
                Channel.LETTER,
                at,
                "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=",
                "en",
                "pip",
                "LEEDS-1",
                Nation.ENGLAND,
                About.SELF,
                null);
    }

    /** Documents came with it whose text is not known yet. */
    public static MessageReceived aReceiptWithDocuments(UUID messageId, Instant acceptedAt) {
        var receipt = aReceipt(messageId, acceptedAt);
        return new MessageReceived(
                receipt.eventId(),
                receipt.occurredAt(),
                messageId,
                receipt.channel(),
                receipt.receivedAt(),
                receipt.digest(),
                receipt.language(),
                receipt.serviceLine(),
                receipt.site(),
                receipt.nation(),
                receipt.about(),
                receipt.safeToContact(),
                MessageReceived.Extraction.PENDING);
    }

    public static MessageAssessed anAssessment(UUID messageId, Band band) {
        return anAssessment(messageId, band, Stage.RULES);
    }

    public static MessageAssessed anAssessment(
            UUID messageId, Band band, Stage stage, NotAssessed... notAssessed) {
        var code =
                switch (band) {
                    case B0 -> "V01";
                    case B1 -> "V02";
                    case B2 -> "V03";
                    case B3, S -> "V04";
                };
        boolean found = band != Band.S;
        return new MessageAssessed(
                EventIds.of("assessed", messageId.toString(), stage.name()),
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                messageId,
                stage,
                band,
                List.of(notAssessed),
                found ? List.of(new MessageAssessed.Category(code, 0.9)) : List.of(),
                found ? List.of(new MessageAssessed.Indicator(code, 10, 24)) : List.of(),
                List.of(),
                "en",
                "0.1.0",
                found ? List.of(new MessageAssessed.Passage(10, 25, false)) : List.of());
    }

    /** Under a grant of no claim there is. */
    public static MessageViewed aView(UUID messageId, String person) {
        return aView(messageId, person, UUID.randomUUID(), true);
    }

    public static MessageViewed aView(UUID messageId, String person, UUID grantId, boolean shown) {
        return new MessageViewed(
                UUID.randomUUID(),
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                messageId,
                new Person(person),
                grantId,
                shown);
    }
}
