package org.earshot.classifier.data;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The JSON Schema of a data file, which editors go by and the service does not. */
public final class DataFileSchema {

    private final Schema schema;

    private DataFileSchema(Schema schema) {
        this.schema = schema;
    }

    /** A schema of the class path. */
    public static DataFileSchema resource(String path) {
        return new DataFileSchema(
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(text(DataFile.resource(path))));
    }

    /** Where a file has not the shape of the schema. */
    public List<Error> errors(DataFile file) {
        return schema.validate(text(file), InputFormat.YAML);
    }

    private static String text(DataFile file) {
        return new String(file.bytes(), StandardCharsets.UTF_8);
    }
}
