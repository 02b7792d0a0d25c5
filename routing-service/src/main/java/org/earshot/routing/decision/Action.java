package org.earshot.routing.decision;

/** What a person did about a message. */
enum Action {
    /** Spoke with the person, or with somebody who is with them. */
    CONTACT_MADE,
    /** Called 999 or another emergency service for them. */
    EMERGENCY_SERVICES_CALLED,
    /** Passed it to the safeguarding lead, or to the authority whose duty it is. */
    PASSED_TO_SAFEGUARDING,
    /** Answered it: what was asked for is done or explained. */
    ANSWERED,
    /** Recorded a support need, and passed it to the team that writes to the person. */
    SUPPORT_RECORDED,
    /** Read it and found that nothing in it needs more than the ordinary course of the matter. */
    NO_NEED_FOUND
}
