package org.earshot.ingest.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.earshot.ingest.api.Fields;
import org.earshot.ingest.api.RequestBody;
import org.earshot.ingest.store.Codes;
import org.earshot.ingest.store.Messages;
import org.earshot.ingest.store.ReadableMessage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Gives texts to the classifier, which keeps none. */
@Path("/internal/texts")
@RolesAllowed("text-reader")
@Tag(name = "Services")
class TextsResource {

    private static final int MOST_IDS = 100;

    /** What breaks off stays broken: closed tidily, half an answer would read as a whole one. */
    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                                    .build())
                    .build();

    private final Messages messages;
    private final RequestBody requestBody;

    TextsResource(Messages messages, RequestBody requestBody) {
        this.messages = messages;
        this.requestBody = requestBody;
    }

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Text(UUID id, String text, String channel, @Nullable String about) {
        static Text of(ReadableMessage message) {
            return new Text(
                    message.id(),
                    message.text(),
                    Codes.of(message.channel()),
                    Codes.ofNullable(message.about()));
        }

        @Override
        public String toString() {
            return "Text of " + id;
        }
    }

    /** For the OpenAPI document. */
    @Schema(
            example =
                    """
                    {"ids": ["5f2b8f0e-93d4-4e0b-8a76-1c4f0d2e9a63",
                             "0c2d3a57-5f0b-4f6c-8d0e-3f6f4c9a7b11"]}\
                    """)
    record Ids(@Schema(required = true, minItems = 0, maxItems = MOST_IDS) Set<UUID> ids) {}

    /** For the OpenAPI document; the answer itself is written as it is read. */
    record Texts(Set<Text> texts, Set<UUID> missing, Set<UUID> failed) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "texts",
            summary = "Fetch the texts of up to 100 messages",
            description =
                    "missing: erased, or never here. failed: stored, but it cannot be decrypted.")
    @RequestBodySchema(Ids.class)
    @APIResponse(
            responseCode = "200",
            description = "The texts there are",
            content =
                    @Content(
                            schema = @Schema(implementation = Texts.class),
                            examples =
                                    @ExampleObject(
                                            name = "one text, one erased",
                                            value =
                                                    """
                                                    {"texts": [{"id": "5f2b8f0e-93d4-4e0b-8a76-1c4f0d2e9a63",
                                                                "text": "My claim\\n\\nI moved house in May.",
                                                                "channel": "letter",
                                                                "about": "self"}],
                                                     "missing": ["0c2d3a57-5f0b-4f6c-8d0e-3f6f4c9a7b11"],
                                                     "failed": []}\
                                                    """)))
    @APIResponse(responseCode = "400", ref = "InvalidRequest")
    @APIResponse(responseCode = "401", ref = "Unauthorised")
    @APIResponse(responseCode = "403", ref = "Forbidden")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    public Response texts(InputStream body) throws IOException {
        var ids = ids(new Fields(requestBody.parse(requestBody.read(body))));
        return Response.ok((StreamingOutput) out -> write(ids, out))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header("Cache-Control", "no-store")
                .build();
    }

    private static Set<UUID> ids(Fields fields) {
        var ids = new LinkedHashSet<UUID>();
        for (var text : fields.texts("ids", MOST_IDS)) {
            var id = uuid(text);
            if (id == null) {
                fields.violation("ids", "must be an array of UUIDs");
                break;
            }
            ids.add(id);
        }
        fields.refuseOthers();
        fields.check();
        return ids;
    }

    private static @Nullable UUID uuid(String text) {
        try {
            var id = UUID.fromString(text);
            return id.toString().equalsIgnoreCase(text) ? id : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * The generator is closed, and what it still holds sent, only when the answer is whole: before
     * the first text a failure is still an error of its own, after it the connection breaks.
     */
    private void write(Set<UUID> ids, OutputStream out) throws IOException {
        var json = JSON.createGenerator(out);
        json.writeStartObject();
        json.writeArrayFieldStart("texts");
        Messages.NotRead notRead;
        try {
            notRead = messages.read(ids, message -> write(Text.of(message), json));
        } catch (SQLException e) {
            throw new IOException("the messages could not be read", e);
        }
        json.writeEndArray();
        json.writePOJOField("missing", notRead.missing());
        json.writePOJOField("failed", notRead.failed());
        json.writeEndObject();
        json.close();
    }

    private static void write(Text text, JsonGenerator json) {
        try {
            json.writePOJO(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
