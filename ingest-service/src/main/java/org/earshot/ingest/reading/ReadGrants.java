package org.earshot.ingest.reading;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.security.PublicKey;
import java.time.Clock;
import java.util.UUID;
import org.earshot.events.Person;
import org.earshot.ingest.IngestConfig;
import org.earshot.problems.Problem;
import org.jboss.logging.Logger;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/**
 * Checks what routing-service gives the person who holds a message, and nobody else: a short signed
 * permission to read that one message. Why one is refused is logged, and never told.
 */
@ApplicationScoped
class ReadGrants {

    private static final Logger LOG = Logger.getLogger(ReadGrants.class);
    private static final String TYPE = "read-grant+jwt";
    private static final String ISSUER = "earshot-routing";
    private static final String AUDIENCE = "earshot-ingest";
    private static final int LONGEST = 4096;
    private static final int CLOCKS_DIFFER_BY_SECONDS = 10;

    private final ReadGrantKeys keys;
    private final long longestSeconds;
    private final Clock clock;

    ReadGrants(ReadGrantKeys keys, IngestConfig config, Clock clock) {
        this.keys = keys;
        this.longestSeconds = config.longestReadGrant().toSeconds();
        this.clock = clock;
    }

    /**
     * @return the grant's own id
     * @throws Problem when this person may not read this message now, for whatever reason
     */
    UUID check(@Nullable String grant, UUID messageId, Person person) {
        if (grant == null || grant.length() > LONGEST) {
            throw refused(messageId, "absent");
        }
        try {
            var claims =
                    new JwtConsumerBuilder()
                            .setJwsAlgorithmConstraints(
                                    new AlgorithmConstraints(
                                            ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA))
                            .setVerificationKeyResolver(
                                    (jws, nested) -> key(jws.getKeyIdHeaderValue()))
                            .setExpectedType(true, TYPE)
                            .setExpectedIssuer(true, ISSUER)
                            .setExpectedAudience(true, AUDIENCE)
                            .setExpectedSubject(person.subject())
                            .setRequireExpirationTime()
                            .setRequireIssuedAt()
                            .setRequireJwtId()
                            .setAllowedClockSkewInSeconds(CLOCKS_DIFFER_BY_SECONDS)
                            .setEvaluationTime(
                                    NumericDate.fromSeconds(clock.instant().getEpochSecond()))
                            .build()
                            .processToClaims(grant);
            if (!messageId.toString().equals(claims.getStringClaimValue("message_id"))) {
                throw refused(messageId, "another message");
            }
            var ends = claims.getExpirationTime().getValue();
            if (ends
                    > clock.instant().getEpochSecond()
                            + longestSeconds
                            + CLOCKS_DIFFER_BY_SECONDS) {
                throw refused(messageId, "too long");
            }
            return UUID.fromString(claims.getJwtId());
        } catch (InvalidJwtException e) {
            if (e.getCause() instanceof UnresolvableKeyException cause
                    && cause.getCause() instanceof IOException) {
                throw Problem.later(
                        "read-grant-keys-unavailable",
                        "Read grants cannot be checked now",
                        "The service that gives them does not answer. Try again.");
            }
            throw refused(
                    messageId,
                    "codes "
                            + e.getErrorDetails().stream()
                                    .map(error -> error.getErrorCode())
                                    .toList());
        } catch (MalformedClaimException | IllegalArgumentException e) {
            throw refused(messageId, "malformed");
        }
    }

    private PublicKey key(@Nullable String keyId) throws UnresolvableKeyException {
        if (keyId == null) {
            throw new UnresolvableKeyException("no key id");
        }
        try {
            var key = keys.withId(keyId);
            if (key == null) {
                throw new UnresolvableKeyException("no such key");
            }
            return key;
        } catch (IOException e) {
            throw new UnresolvableKeyException("the keys are not known", e);
        }
    }

    static Problem refused(UUID messageId, String why) {
        LOG.warnf("read grant refused messageId=%s why=%s", messageId, why);
        return Problem.of(
                403,
                "read-grant-refused",
                "This message cannot be read with this grant",
                "A message is read by the person who holds it, with the read grant given with it,"
                        + " while the lease lasts. Take the item again to get a new one.");
    }
}
