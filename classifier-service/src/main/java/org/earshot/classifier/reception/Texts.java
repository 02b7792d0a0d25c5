package org.earshot.classifier.reception;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.earshot.classifier.ClassifierConfig;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The texts of messages, fetched to be assessed and not kept. */
@ApplicationScoped
class Texts {

    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonMapper WRITER = new JsonMapper();

    private final IngestClient ingest;
    private final int atOnce;

    Texts(@RestClient IngestClient ingest, ClassifierConfig config) {
        this.ingest = ingest;
        this.atOnce = config.textsAtOnce();
    }

    /**
     * @param missing erased, or never there
     * @param failed stored, but ingest-service cannot open it or did not say a word about it
     */
    record NotRead(Set<UUID> missing, Set<UUID> failed) {}

    /**
     * Hands over each text as it arrives, so that one at a time is in memory.
     *
     * @throws IOException when an answer breaks off or is not understood; what was handed over by
     *     then will be again
     */
    NotRead each(List<UUID> ids, BiConsumer<UUID, String> assess) throws IOException {
        var missing = new HashSet<UUID>();
        var failed = new HashSet<UUID>();
        for (int from = 0; from < ids.size(); from += atOnce) {
            var some = ids.subList(from, Math.min(ids.size(), from + atOnce));
            var unheardOf = new HashSet<>(some);
            var request = WRITER.createObjectNode();
            var array = request.putArray("ids");
            some.forEach(id -> array.add(id.toString()));
            try (InputStream answer = ingest.texts(request.toString());
                    JsonParser json = JSON.createParser(answer)) {
                read(json, unheardOf, assess, missing, failed);
            }
            failed.addAll(unheardOf);
        }
        return new NotRead(missing, failed);
    }

    private static void read(
            JsonParser json,
            Set<UUID> wanted,
            BiConsumer<UUID, String> assess,
            Set<UUID> missing,
            Set<UUID> failed)
            throws IOException {
        expect(json.nextToken() == JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "texts" -> texts(json, wanted, assess);
                case "missing" -> ids(json, wanted, missing);
                case "failed" -> ids(json, wanted, failed);
                default -> json.skipChildren();
            }
        }
        expect(json.currentToken() == JsonToken.END_OBJECT);
    }

    private static void texts(JsonParser json, Set<UUID> wanted, BiConsumer<UUID, String> assess)
            throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY);
        while (json.nextToken() == JsonToken.START_OBJECT) {
            @Nullable UUID id = null;
            @Nullable String text = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "id" -> id = id(json);
                    case "text" -> text = json.getValueAsString(null);
                    default -> json.skipChildren();
                }
            }
            if (id != null && text != null && wanted.remove(id)) {
                assess.accept(id, text);
            }
        }
        expect(json.currentToken() == JsonToken.END_ARRAY);
    }

    private static void ids(JsonParser json, Set<UUID> wanted, Set<UUID> ids) throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY);
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            UUID id = id(json);
            if (wanted.remove(id)) {
                ids.add(id);
            }
        }
        expect(json.currentToken() == JsonToken.END_ARRAY);
    }

    private static UUID id(JsonParser json) throws IOException {
        try {
            return UUID.fromString(json.getText());
        } catch (IllegalArgumentException e) {
            throw new IOException("the answer of ingest-service is not as agreed");
        }
    }

    /** Nothing of the answer goes into a message: it holds people's words. */
    private static void expect(boolean asAgreed) throws IOException {
        if (!asAgreed) {
            throw new IOException("the answer of ingest-service is not as agreed");
        }
    }
}
