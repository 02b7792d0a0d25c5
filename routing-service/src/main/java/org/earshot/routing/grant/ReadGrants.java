package org.earshot.routing.grant;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.earshot.events.Person;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * Says to ingest-service who holds which message until when. It is good for that person and that
 * message only, and ends with the lease.
 */
@ApplicationScoped
public class ReadGrants {

    private static final String ISSUER = "earshot-routing";
    private static final String AUDIENCE = "earshot-ingest";
    private static final String TYPE = "read-grant+jwt";

    private final GrantKey key;

    ReadGrants(GrantKey key) {
        this.key = key;
    }

    /**
     * The grant of a claim, signed.
     *
     * @param id the claim's: one for as long as the holder keeps the message, so that what is
     *     opened under it is known to be opened in this claim
     */
    public String issue(UUID id, UUID messageId, Person holder, Instant now, Instant leaseUntil) {
        var claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setSubject(holder.subject());
        claims.setStringClaim("message_id", messageId.toString());
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(leaseUntil.getEpochSecond()));
        claims.setJwtId(id.toString());
        var signature = new JsonWebSignature();
        signature.setHeader("typ", TYPE);
        signature.setKeyIdHeaderValue(key.key().getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
        signature.setKey(key.key().getPrivateKey());
        signature.setPayload(claims.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("a read grant could not be signed", e);
        }
    }
}
