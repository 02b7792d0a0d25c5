package org.earshot.audit.proof;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.earshot.audit.log.Tiles;
import org.earshot.audit.signing.Checkpoints;
import org.earshot.audit.signing.NothingSignedYet;
import org.earshot.audit.signing.SigningConfig;
import org.earshot.transparency.Hash;
import org.earshot.transparency.Opening;
import org.earshot.transparency.Proofs;
import org.earshot.transparency.SignedCheckpoint;
import org.earshot.transparency.TlogProof;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Proves of one event that it is in the log, in a file that is checked without this service. */
@Path("/v1/proofs")
@RolesAllowed("auditor")
class ProofResource {
    private static final Logger LOG = Logger.getLogger(ProofResource.class);

    private final DataSource database;
    private final Checkpoints checkpoints;
    private final SigningConfig config;

    ProofResource(DataSource database, Checkpoints checkpoints, SigningConfig config) {
        this.database = database;
        this.checkpoints = checkpoints;
        this.config = config;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Logged(long index, Hash commitment, byte @Nullable [] salt) {}

    @GET
    @Path("{eventId}")
    @Produces("text/plain;charset=UTF-8")
    @Transactional
    @Operation(summary = "The proof of one event (C2SP tlog-proof; extra carries the salt)")
    public String proof(@RestPath String eventId) {
        var checkpoint =
                checkpoints
                        .latest()
                        .orElseThrow(() -> new NothingSignedYet(config.checkpointEvery()));
        try (var connection = database.getConnection()) {
            var logged = logged(eventId, connection);
            if (logged == null) {
                throw new ProofProblems.NotLogged();
            }
            if (logged.index >= checkpoint.checkpoint().size()) {
                throw new ProofProblems.NotYetInACheckpoint(config.checkpointEvery());
            }
            byte[] salt = logged.salt;
            if (salt == null) {
                throw new ProofProblems.Erased();
            }
            return proof(logged, salt, checkpoint, connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the log could not be read", e);
        }
    }

    /** Never hands out what would not verify: it would accuse the wrong one. */
    private static String proof(
            Logged logged, byte[] salt, SignedCheckpoint checkpoint, Connection connection) {
        long size = checkpoint.checkpoint().size();
        var path = Proofs.inclusion(logged.index, size, new Tiles(connection));
        var leaf = Opening.leafHash(logged.commitment);
        var root = checkpoint.checkpoint().root();
        if (!Proofs.verifyInclusion(logged.index, size, leaf, path, root)) {
            LOG.errorf("entry %d does not lead to the signed root", logged.index);
            throw new ProofProblems.LogDoesNotVerify();
        }
        return TlogProof.of(salt, logged.index, path, checkpoint).text();
    }

    private static @Nullable Logged logged(String eventId, Connection connection)
            throws SQLException {
        if (eventId.length() > 255 || !eventId.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            return null;
        }
        try (var select =
                connection.prepareStatement(
                        """
                        select index, commitment, salt from event join leaf using (index)
                        where event_id = ? order by index limit 1\
                        """)) {
            select.setString(1, eventId);
            var row = select.executeQuery();
            return row.next()
                    ? new Logged(row.getLong(1), Hash.of(row.getBytes(2)), row.getBytes(3))
                    : null;
        }
    }
}
