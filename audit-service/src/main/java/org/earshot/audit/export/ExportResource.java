package org.earshot.audit.export;

import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.earshot.audit.log.StoredEntry;
import org.earshot.audit.signing.Checkpoints;
import org.earshot.audit.signing.NothingSignedYet;
import org.earshot.audit.signing.SigningConfig;
import org.earshot.problems.Problem;
import org.earshot.transparency.ExportWriter;
import org.earshot.transparency.SignedCheckpoint;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

/** Hands the whole log to an auditor, as far as the newest checkpoint has signed for it. */
@Path("/v1/log/export")
@RolesAllowed("auditor")
class ExportResource {
    private static final Logger LOG = Logger.getLogger(ExportResource.class);

    /** Each holds a connection and a transaction for as long as its caller takes to read. */
    static final int AT_A_TIME = 2;

    final Semaphore running = new Semaphore(AT_A_TIME);

    private final DataSource database;
    private final Checkpoints checkpoints;
    private final SigningConfig config;

    ExportResource(DataSource database, Checkpoints checkpoints, SigningConfig config) {
        this.database = database;
        this.checkpoints = checkpoints;
        this.config = config;
    }

    @GET
    @Produces("text/plain;charset=UTF-8")
    @Operation(summary = "The whole log for the verifier (earshot-log-export@v1)")
    public Response export(@Context RoutingContext exchange) {
        var checkpoint =
                checkpoints
                        .latest()
                        .orElseThrow(() -> new NothingSignedYet(config.checkpointEvery()));
        if (!running.tryAcquire()) {
            throw Problem.later(
                    "too-many-exports",
                    "Enough exports are running",
                    "At most %d run at a time.".formatted(AT_A_TIME));
        }
        // However it ends, also when the caller goes away or wanted the headers only.
        exchange.addEndHandler(ended -> running.release());
        StreamingOutput body = out -> write(checkpoint, out);
        return Response.ok(body)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"earshot-log-%d.txt\""
                                .formatted(checkpoint.checkpoint().size()))
                .build();
    }

    /** Writes as it reads. What is damaged is written as it is: to find it is the verifier's. */
    private void write(SignedCheckpoint checkpoint, OutputStream out) throws IOException {
        var buffered = new BufferedOutputStream(out, 1 << 16);
        var writer = new ExportWriter(buffered, checkpoint);
        long size = checkpoint.checkpoint().size();
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                write(connection, size, writer);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            LOG.errorf("an export ended early: %s", e.getClass().getSimpleName());
            throw new IOException("the log could not be read", e);
        }
        buffered.flush();
    }

    private static void write(Connection connection, long size, ExportWriter writer)
            throws SQLException, IOException {
        StoredEntry.read(
                connection, 0, size, entry -> writer.entry(entry.commitment(), entry.opening()));
        writer.finish();
    }
}
