package org.earshot.routing.queue;

/** Why a person gives a message back undecided. */
enum ReturnReason {
    /** It needs somebody with other knowledge or another role. */
    NEEDS_A_COLLEAGUE,
    /** It is in a language the person does not read. */
    ANOTHER_LANGUAGE,
    /** The person knows whom it is from or about. */
    KNOWS_THE_CORRESPONDENT,
    /** The person would rather not deal with this one now, and need not say why. */
    NOT_THIS_ONE_NOW,
    /** The working day ends. */
    END_OF_SHIFT
}
