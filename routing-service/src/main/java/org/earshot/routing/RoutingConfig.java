package org.earshot.routing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How long a message may wait, and how long a person may hold one. */
@ConfigMapping(prefix = "earshot.routing")
public interface RoutingConfig {

    /**
     * A message not assessed within this time of its receipt is marked U and handled as B1. Longer
     * hides cries for help in an outage.
     */
    @WithDefault("PT5M")
    @DurationMin(seconds = 1)
    Duration assessmentWithin();

    /** How often the watchdog looks for messages that waited too long for their assessment. */
    @WithDefault("15s")
    String watchdogEvery();

    /**
     * A claim not extended within this time goes back to the queue. Not more than 20 minutes: it is
     * also how long a read grant can be used.
     */
    @WithDefault("PT20M")
    @DurationMin(seconds = 1)
    @DurationMax(minutes = 20)
    Duration lease();

    /** How often a person may ask for the same time again before the message goes to the queue. */
    @WithDefault("8")
    @Min(0)
    @Max(100)
    int leaseExtensions();

    /** How often the queue takes back what nobody extended. */
    @WithDefault("10s")
    String leaseSweepEvery();

    /**
     * The Ed25519 private key that signs read grants, as base64 of its PKCS#8 form. Another key
     * makes every grant under way worthless, so that people open their message once more.
     */
    String readGrantKey();

    /** When a person must have opened a message, by its band. */
    OpenWithin openWithin();

    /** How a token says that it is a person's. */
    PersonClaim personClaim();

    /**
     * Counted from the moment the message was accepted, also for one that is raised later. By the
     * clock on the wall: the working days and hours of an office are not applied yet, so that the
     * times of the lower bands are earlier than they need be.
     */
    interface OpenWithin {
        /** Immediate human contact, at any hour. */
        @WithDefault("PT15M")
        Duration b0();

        /** The same working day. */
        @WithDefault("PT8H")
        Duration b1();

        /** Three days. */
        @WithDefault("P3D")
        Duration b2();

        /** The ordinary standard of the service, with a support need. */
        @WithDefault("P10D")
        Duration b3();

        /** The ordinary standard of the service. */
        @WithDefault("P20D")
        Duration s();
    }

    /**
     * A claim that the identity provider puts in the tokens of persons and that no service can get.
     */
    interface PersonClaim {
        @WithDefault("subject_kind")
        String name();

        @WithDefault("person")
        String value();
    }
}
