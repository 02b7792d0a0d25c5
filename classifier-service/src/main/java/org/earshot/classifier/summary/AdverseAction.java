package org.earshot.classifier.summary;

import org.jspecify.annotations.Nullable;

/**
 * Something that is done, or about to be done, to the writer or to somebody they write about.
 *
 * @param who does it, where the sentence says so
 * @param when, where the sentence says so
 */
public record AdverseAction(
        int start, int end, Kind kind, @Nullable Span who, @Nullable Span when) {

    public enum Kind {
        PAYMENT_STOPPED,
        SANCTION,
        DEDUCTION,
        OVERPAYMENT_RECOVERY,
        EVICTION,
        ENFORCEMENT,
        DISCONNECTION,
        CLAIM_CLOSED,
        MISSED_APPOINTMENT,
        ASSESSMENT_INVITED,
        HEARING,
        REMOVAL,
        ACCOUNT_FROZEN
    }

    /** A span of the text, in code points. */
    public record Span(int start, int end) {}
}
