package org.earshot.ingest.submission;

import org.earshot.problems.Problem;

/** What a submission can be refused for, apart from its fields. */
final class SubmissionProblems {

    private SubmissionProblems() {}

    static Problem keyReused() {
        return Problem.of(
                422,
                "idempotency-key-reused",
                "This Idempotency-Key was used for another request",
                "The body differs from the one first sent with this key. Nothing was stored. Send a"
                        + " new message with a new key.");
    }

    static Problem badKey() {
        return Problem.invalid(
                "Idempotency-Key", "must be one header of " + IdempotencyKeys.Use.MUST_BE);
    }
}
