package org.earshot.ingest.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.earshot.ingest.IngestConfig;
import org.earshot.problems.Problem;

/**
 * Reads the body of a request: bounded, UTF-8, one JSON object. What is wrong is said with its
 * place, and without the content.
 */
@ApplicationScoped
public class RequestBody {

    private static final int DEEPEST = 5;

    private final int largest;
    private final JsonMapper json;

    public RequestBody(IngestConfig config) {
        largest = Math.toIntExact(config.largestRequest().asLongValue());
        json =
                JsonMapper.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                        .disable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .build();
        json.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(DEEPEST)
                                .maxStringLength(largest)
                                .maxNumberLength(30)
                                .maxNameLength(100)
                                .build());
    }

    /** The bytes as they came, if they are not too many. */
    public byte[] read(InputStream body) throws IOException {
        var bytes = body.readNBytes(largest);
        if (bytes.length == largest && body.read() >= 0) {
            // Taking the rest, up to what the server takes at all, lets a sender that is still
            // sending read the answer.
            body.transferTo(java.io.OutputStream.nullOutputStream());
            throw TooLarge.problem(largest);
        }
        return bytes;
    }

    /** The JSON object that the bytes are. */
    public ObjectNode parse(byte[] bytes) {
        var text = decode(bytes);
        try {
            if (json.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (StreamConstraintsException e) {
            throw Problem.of(
                    400,
                    "malformed-json",
                    "The body is JSON of an unexpected shape",
                    "Nesting goes at most %d deep, and names and numbers are short. See %s."
                            .formatted(DEEPEST, place(e)));
        } catch (JsonProcessingException e) {
            throw Problem.of(
                    400,
                    "malformed-json",
                    "The body is not well-formed JSON",
                    "It stops being JSON, or repeats a name, at %s.".formatted(place(e)));
        }
        throw Problem.invalid("", "must be a JSON object");
    }

    private static String decode(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return text.length() > 0 && text.charAt(0) == '\uFEFF'
                    ? text.subSequence(1, text.length()).toString()
                    : text.toString();
        } catch (CharacterCodingException e) {
            throw Problem.of(
                    400, "malformed-json", "The body is not UTF-8", "JSON is sent in UTF-8.");
        }
    }

    private static String place(JsonProcessingException e) {
        var at = e.getLocation();
        return at == null
                ? "an unknown place"
                : "line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    }
}
