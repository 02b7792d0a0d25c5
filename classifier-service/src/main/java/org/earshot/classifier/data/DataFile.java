package org.earshot.classifier.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML file that knows where each value stands, so that a refusal names the line an analyst has
 * to look at. Nothing is read that was not asked for: an unknown field is refused too.
 */
public final class DataFile {

    private final String name;
    private final byte[] bytes;

    private DataFile(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    public static DataFile of(String name, String content) {
        return new DataFile(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** A file of the class path. */
    public static DataFile resource(String path) {
        try (InputStream in = DataFile.class.getResourceAsStream("/" + path)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + path);
            }
            return new DataFile(path.substring(path.lastIndexOf('/') + 1), in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("cannot read resource " + path, e);
        }
    }

    public String name() {
        return name;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public Value root() {
        try {
            Node node =
                    new Yaml(new SafeConstructor(new LoaderOptions()))
                            .compose(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
            if (node == null) {
                throw new BrokenFile(name + ": empty");
            }
            return new Value(node, "the file");
        } catch (YAMLException e) {
            throw new BrokenFile(name + ": not readable as YAML: " + e.getMessage());
        }
    }

    /** A file that cannot be used, with the line and field that make it so. */
    public static final class BrokenFile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public BrokenFile(String message) {
            super(message);
        }
    }

    /** One line of a block of text, with its number in the file. */
    public record Line(String text, int number) {}

    /** A value of the file: a mapping, a list or a text. */
    public final class Value {
        private final Node node;
        private final String path;

        private Value(Node node, String path) {
            this.node = node;
            this.path = path;
        }

        public BrokenFile broken(String why) {
            return brokenAt(line(), why);
        }

        public BrokenFile brokenAt(int line, String why) {
            return new BrokenFile(name + ", line " + line + ", " + path + ": " + why);
        }

        public int line() {
            return node.getStartMark().getLine() + 1;
        }

        /** The fields of a mapping, in the order of the file. */
        public Map<String, Value> fields() {
            if (!(node instanceof MappingNode mapping)) {
                throw broken("must be a mapping");
            }
            var fields = new LinkedHashMap<String, Value>();
            for (var tuple : mapping.getValue()) {
                String key = ((ScalarNode) tuple.getKeyNode()).getValue();
                if (fields.put(key, new Value(tuple.getValueNode(), path + "." + key)) != null) {
                    throw broken("field " + key + " stands there twice");
                }
            }
            return fields;
        }

        public Value only(String... known) {
            var names = Set.of(known);
            fields().forEach((field, value) -> {
                if (!names.contains(field)) {
                    throw value.broken("is not a field known here");
                }
            });
            return this;
        }

        public Optional<Value> field(String field) {
            return Optional.ofNullable(fields().get(field));
        }

        public Value need(String field) {
            @Nullable Value value = fields().get(field);
            if (value == null) {
                throw broken("field " + field + " is missing");
            }
            return value;
        }

        public List<Value> list() {
            if (!(node instanceof SequenceNode sequence)) {
                throw broken("must be a list");
            }
            var list = new ArrayList<Value>();
            for (Node item : sequence.getValue()) {
                list.add(new Value(item, path + "[" + list.size() + "]"));
            }
            return list;
        }

        public List<String> texts() {
            return list().stream().map(Value::text).toList();
        }

        public String text() {
            if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
                throw broken("must be a text that is not blank");
            }
            return scalar.getValue();
        }

        public int number(int least, int most) {
            try {
                int number = Integer.parseInt(text());
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // said below, in our words
            }
            throw broken("must be a whole number from " + least + " to " + most);
        }

        public <E extends Enum<E>> E oneOf(Class<E> type) {
            String name = text().replace('-', '_');
            for (E constant : type.getEnumConstants()) {
                if (constant.name().equalsIgnoreCase(name)) {
                    return constant;
                }
            }
            throw broken("\"" + text() + "\" is none of those known here");
        }

        /** The lines of a block scalar; blank lines and lines that begin with # are left out. */
        public List<Line> lines() {
            if (!(node instanceof ScalarNode scalar)) {
                throw broken("must be a block of lines");
            }
            // A block scalar begins on the line after its | sign; any other text on its own line.
            boolean block =
                    scalar.getScalarStyle() == org.yaml.snakeyaml.DumperOptions.ScalarStyle.LITERAL;
            int number = line() + (block ? 1 : 0);
            var lines = new ArrayList<Line>();
            for (String line : scalar.getValue().split("\n", -1)) {
                if (!line.isBlank() && !line.startsWith("# ")) {
                    lines.add(new Line(line.strip(), number));
                }
                number++;
            }
            return lines;
        }
    }
}
