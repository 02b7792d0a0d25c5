package org.earshot.classifier.evaluation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Reports as JSON. A figure that is not defined is null; others have six decimals, enough for any
 * reader and few enough to be the same on every machine.
 */
final class ReportJson {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .addModule(
                            new SimpleModule()
                                    .addSerializer(Double.class, new Figure())
                                    .addSerializer(double.class, new Figure())
                                    .addDeserializer(Double.class, new NullIsUndefined())
                                    .addDeserializer(double.class, new NullIsUndefined()))
                    .build();

    private ReportJson() {}

    static JsonNode of(Object report) {
        return JSON.valueToTree(report);
    }

    static String text(JsonNode report) {
        try {
            return JSON.writeValueAsString(report) + "\n";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The report that a JSON document is of. */
    static Report report(JsonNode json) throws IOException {
        return JSON.treeToValue(json, Report.class);
    }

    static JsonNode tree(String json) throws IOException {
        return JSON.readTree(json);
    }

    private static final class Figure extends StdSerializer<Double> {
        private static final long serialVersionUID = 1L;

        Figure() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            if (value.isNaN() || value.isInfinite()) {
                json.writeNull();
            } else {
                double rounded =
                        BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_UP).doubleValue();
                json.writeNumber(rounded + 0.0);
            }
        }
    }

    private static final class NullIsUndefined extends StdDeserializer<Double> {
        private static final long serialVersionUID = 1L;

        NullIsUndefined() {
            super(Double.class);
        }

        @Override
        public Double deserialize(JsonParser json, DeserializationContext context)
                throws IOException {
            return json.getDoubleValue();
        }

        @Override
        public Double getNullValue(DeserializationContext context) {
            return Double.NaN;
        }

        @Override
        public @Nullable Object getAbsentValue(DeserializationContext context) {
            return Double.NaN;
        }
    }
}
