package org.earshot.classifier.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.earshot.classifier.encoder.SentenceEncoder;

/**
 * What training made: heads, weighings, scales and how they came about. One JSON file; weights are
 * 32-bit floats, little-endian, in Base64.
 *
 * @param version of these weights: changes with any byte of the file
 * @param trainedPrevalence the share of texts to be read first that the biases stand for
 * @param curve thresholds for shares of the pile, from the smallest share to the largest
 * @param provenance where it comes from: for whoever asks, no part of the model
 */
public record ModelFile(
        String version,
        List<Head> heads,
        Lexicon lexicon,
        Weighing first,
        Weighing urgent,
        Weighing score,
        Map<String, CategoryScale> categories,
        double trainedPrevalence,
        List<Point> curve,
        JsonNode provenance) {

    private static final String RESOURCE = "/model/model.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * A place on the curve between work and finding, on the letters that were held back.
     *
     * @param share of the pile at the prevalence of the file that lies at or above the threshold
     * @param threshold on the probability of {@link Model.Reading#first}
     * @param found share of the texts to be read first that lies there
     * @param urgentThreshold on {@link Model.Reading#urgent}, for the same share
     * @param urgentFound share of the B0 texts that lies at or above it
     */
    public record Point(
            double share,
            double threshold,
            double found,
            double urgentThreshold,
            double urgentFound) {}

    static ModelFile shipped() {
        try (InputStream in = ModelFile.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + RESOURCE);
            }
            return read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @throws IOException if it is not JSON
     * @throws IllegalArgumentException if something is missing or was made for another encoder
     */
    public static ModelFile read(byte[] bytes) throws IOException {
        JsonNode json = JSON.readTree(bytes);
        if (!SentenceEncoder.NAME.equals(json.path("encoder").asText())) {
            throw new IllegalArgumentException(
                    "the heads were trained on the encoder " + json.path("encoder"));
        }
        var heads = new ArrayList<Head>();
        for (JsonNode head : required(json, "heads")) {
            heads.add(
                    new Head(
                            required(head, "name").asText(),
                            floats(required(head, "weights").asText()),
                            (float) required(head, "bias").asDouble()));
        }
        var categories = new TreeMap<String, CategoryScale>();
        for (JsonNode scale : required(json, "categories")) {
            String code = required(scale, "code").asText();
            categories.put(
                    code,
                    new CategoryScale(
                            code,
                            notBelowZero(scale, "slope"),
                            notBelowZero(scale, "rules"),
                            required(scale, "bias").asDouble(),
                            required(scale, "heldFrom").asDouble(),
                            required(scale, "evidenceFrom").asDouble()));
        }
        var curve = new ArrayList<Point>();
        for (JsonNode point : required(json, "curve")) {
            curve.add(
                    new Point(
                            required(point, "share").asDouble(),
                            required(point, "threshold").asDouble(),
                            required(point, "found").asDouble(),
                            required(point, "urgentThreshold").asDouble(),
                            required(point, "urgentFound").asDouble()));
        }
        return new ModelFile(
                "model." + hash(bytes),
                List.copyOf(heads),
                lexicon(required(json, "lexicon")),
                monotone(required(json, "first")),
                monotone(required(json, "urgent")),
                weighing(required(json, "score")),
                categories,
                required(json, "prevalence").asDouble(),
                List.copyOf(curve),
                required(json, "provenance"));
    }

    /** The same bytes for the same content. */
    public byte[] bytes() {
        ObjectNode json = JSON.createObjectNode();
        json.put("encoder", SentenceEncoder.NAME);
        json.set("provenance", provenance);
        json.put("prevalence", trainedPrevalence);
        write(json.putObject("first"), first);
        write(json.putObject("urgent"), urgent);
        write(json.putObject("score"), score);
        var scales = json.putArray("categories");
        for (CategoryScale scale : categories.values()) {
            scales.addObject()
                    .put("code", scale.code())
                    .put("slope", scale.slope())
                    .put("rules", scale.rules())
                    .put("bias", scale.bias())
                    .put("heldFrom", scale.heldFrom())
                    .put("evidenceFrom", scale.evidenceFrom());
        }
        var points = json.putArray("curve");
        for (Point point : curve) {
            points.addObject()
                    .put("share", point.share())
                    .put("threshold", point.threshold())
                    .put("found", point.found())
                    .put("urgentThreshold", point.urgentThreshold())
                    .put("urgentFound", point.urgentFound());
        }
        var list = json.putArray("heads");
        for (Head head : heads) {
            list.addObject()
                    .put("name", head.name())
                    .put("bias", head.bias())
                    .put("weights", text(head.weights()));
        }
        // One word or pair a line, so that a change of the model can be read.
        var words = json.putObject("lexicon");
        new TreeMap<>(lexicon.weights())
                .forEach((feature, weights) ->
                        words.putArray(feature)
                                .add(rounded(weights.first()))
                                .add(rounded(weights.urgent()))
                                .add(rounded(weights.words())));
        return (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Lexicon lexicon(JsonNode json) {
        var weights = new HashMap<String, Lexicon.Weights>();
        json.properties()
                .forEach(entry -> {
                    JsonNode figures = entry.getValue();
                    weights.put(
                            entry.getKey(),
                            new Lexicon.Weights(
                                    (float) figures.path(0).asDouble(),
                                    (float) figures.path(1).asDouble(),
                                    (float) figures.path(2).asDouble()));
                });
        return new Lexicon(Map.copyOf(weights));
    }

    /** What is added to a logit so that it stands for another prevalence (Saerens et al. 2002). */
    double priorShift(double prevalence) {
        return logit(prevalence) - logit(trainedPrevalence);
    }

    /** The point of the curve whose share is the largest that is not above the one given. */
    public Point at(double share) {
        Point found = curve.getFirst();
        for (Point point : curve) {
            if (point.share() <= share + 1e-9) {
                found = point;
            }
        }
        return found;
    }

    private static double logit(double probability) {
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException("a prevalence is above 0 and below 1");
        }
        return Math.log(probability / (1 - probability));
    }

    private static Weighing monotone(JsonNode json) {
        Weighing weighing = weighing(json);
        weighing.weights()
                .forEach((sign, weight) -> {
                    if (weight < 0 || !Weighing.MONOTONE.contains(sign)) {
                        throw new IllegalArgumentException(
                                "added sentences could lower it through " + sign);
                    }
                });
        return weighing;
    }

    private static Weighing weighing(JsonNode json) {
        var weights = new LinkedHashMap<String, Double>();
        JsonNode signs = required(json, "weights");
        signs.fieldNames().forEachRemaining(sign -> weights.put(sign, signs.get(sign).asDouble()));
        return new Weighing(required(json, "bias").asDouble(), weights);
    }

    private static void write(ObjectNode json, Weighing weighing) {
        json.put("bias", weighing.bias());
        ObjectNode weights = json.putObject("weights");
        weighing.weights().forEach(weights::put);
    }

    private static double notBelowZero(JsonNode json, String field) {
        double figure = required(json, field).asDouble();
        if (!(figure >= 0)) {
            throw new IllegalArgumentException(field + " is below zero");
        }
        return figure;
    }

    private static JsonNode required(JsonNode json, String field) {
        JsonNode found = json.get(field);
        if (found == null) {
            throw new IllegalArgumentException("the model has no " + field);
        }
        return found;
    }

    private static double rounded(float weight) {
        return Math.round(weight * 1_000.0) / 1_000.0;
    }

    private static float[] floats(String base64) {
        var buffer = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
        var floats = new float[buffer.remaining() / Float.BYTES];
        buffer.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
        return floats;
    }

    private static String text(float[] floats) {
        var buffer = ByteBuffer.allocate(floats.length * Float.BYTES);
        buffer.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(floats);
        return Base64.getEncoder().encodeToString(buffer.array());
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
