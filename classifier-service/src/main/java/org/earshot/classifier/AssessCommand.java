package org.earshot.classifier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.earshot.classifier.assessment.Assessment;
import org.earshot.classifier.assessment.Assessment.Indicator;
import org.earshot.classifier.assessment.Assessor;
import org.earshot.classifier.assessment.Capacity;
import org.earshot.classifier.language.Languages;
import org.earshot.classifier.model.Model;
import org.earshot.classifier.rules.Attribute;
import org.earshot.classifier.summary.Summary;
import org.jspecify.annotations.Nullable;

/**
 * Assesses a file of texts without any server: lines {@code {"id","text"}} in, one line out for
 * each, in their order. It is how an analyst sees what a change of the rules does.
 *
 * <pre>
 * assess FILE.jsonl            "-" reads standard input
 * assess --explain FILE.jsonl  which rule met which words, and what spoke against it
 * assess --rules-only FILE.jsonl
 * </pre>
 */
public final class AssessCommand {

    private static final String EXPLAIN = "--explain";
    private static final String RULES_ONLY = "--rules-only";

    private final JsonMapper json =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private final Assessor assessor;

    private AssessCommand(boolean rulesOnly) {
        Assessor rules = Assessor.shipped();
        assessor = rulesOnly ? rules : rules.with(Model.shipped(), Capacity.USUAL);
    }

    public static void main(String[] args) {
        // Standard output carries the answers alone, whatever a library may want to say.
        var out =
                new OutputStreamWriter(
                        new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8);
        System.setOut(System.err);
        System.exit(run(args, out, System.err));
    }

    /**
     * Exit status: 0 all assessed, 1 some line was broken, 2 wrongly called, 3 file not readable.
     */
    static int run(String[] args, Writer out, PrintStream err) {
        List<String> arguments = List.of(args);
        boolean explain = arguments.contains(EXPLAIN);
        boolean rulesOnly = arguments.contains(RULES_ONLY);
        List<String> files =
                arguments.stream().filter(a -> !Set.of(EXPLAIN, RULES_ONLY).contains(a)).toList();
        if (files.size() != 1 || files.getFirst().startsWith("--")) {
            err.println(
                    "usage: assess [--explain] [--rules-only] FILE.jsonl    (lines"
                            + " {\"id\",\"text\"}; - for standard input)");
            return 2;
        }
        String file = files.getFirst();
        try (var reader = open(file);
                var writer = new BufferedWriter(out)) {
            return new AssessCommand(rulesOnly).lines(reader, writer, explain) ? 0 : 1;
        } catch (NoSuchFileException e) {
            err.println("assess: there is no file " + file);
        } catch (CharacterCodingException e) {
            err.println("assess: " + file + " is not UTF-8");
        } catch (IOException e) {
            err.println("assess: " + file + " cannot be read, or the output not written");
        }
        return 3;
    }

    private static BufferedReader open(String file) throws IOException {
        if (!file.equals("-")) {
            return Files.newBufferedReader(Path.of(file));
        }
        var decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        Reader in = new InputStreamReader(System.in, decoder);
        return new BufferedReader(in);
    }

    private boolean lines(BufferedReader in, Writer out, boolean explain) throws IOException {
        boolean allWell = true;
        int number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            ObjectNode answer = answer(line, number, explain);
            allWell &= !answer.has("problem");
            out.write(json.writeValueAsString(answer));
            out.write('\n');
        }
        return allWell;
    }

    private ObjectNode answer(String line, int number, boolean explain) {
        JsonNode message;
        try {
            message = json.readTree(line);
        } catch (JsonProcessingException e) {
            return problem(number, null, "not JSON");
        }
        JsonNode id = message.path("id");
        if (!message.isObject() || !(id.isTextual() || id.isIntegralNumber())) {
            return problem(number, null, "field id is missing");
        }
        if (!message.path("text").isTextual()) {
            return problem(number, id.asText(), "field text is missing");
        }
        String text = message.path("text").asText();
        Assessment assessment;
        try {
            assessment = assessor.assess(text);
        } catch (RuntimeException e) {
            // In doubt towards a person: a text that is stumbled over is not a broken line.
            assessment = assessor.failed(text);
        }
        ObjectNode answer = json.createObjectNode();
        answer.put("id", id.asText());
        answer.put("band", assessment.band().name());
        answer.put("notWhollyAssessed", assessment.notWhollyAssessed());
        answer.put("score", assessment.score());
        var categories = answer.putObject("categories");
        assessment.categories().forEach(categories::put);
        if (!assessment.probabilities().isEmpty()) {
            var probabilities = answer.putObject("probabilities");
            assessment.probabilities().forEach(probabilities::put);
        }
        var evidence = answer.putArray("evidence");
        for (Indicator indicator : assessment.indicators()) {
            if (indicator.code() != null) {
                evidence.addObject()
                        .put("start", indicator.start())
                        .put("end", indicator.end())
                        .put("code", indicator.code());
            }
        }
        summary(answer.putObject("summary"), assessment.summary());
        answer.put("language", assessment.language());
        var languages = answer.putArray("languages");
        for (Languages.Share share : assessment.languages()) {
            languages.addObject().put("language", share.tag()).put("share", share.share());
        }
        answer.put("version", assessment.version());
        if (explain) {
            explain(answer, assessment, text);
        }
        return answer;
    }

    private static void summary(ObjectNode node, Summary summary) {
        var sentences = node.putArray("sentences");
        for (var passage : summary.sentences()) {
            span(sentences.addObject(), passage.start(), passage.end())
                    .put("sensitive", passage.sensitive());
        }
        node.put("moreEvidence", summary.moreEvidence());
        var asks = node.putArray("asks");
        for (var ask : summary.asks()) {
            span(asks.addObject(), ask.start(), ask.end())
                    .put("kind", code(ask.kind()))
                    .put("proposed", ask.proposed());
        }
        var dates = node.putArray("dates");
        for (var date : summary.dates()) {
            span(dates.addObject(), date.start(), date.end())
                    .put("kind", code(date.kind()))
                    .put("date", date.date() == null ? null : date.date().toString());
        }
        var actions = node.putArray("adverseActions");
        for (var action : summary.adverseActions()) {
            var entry = span(actions.addObject(), action.start(), action.end());
            entry.put("kind", code(action.kind()));
            if (action.who() != null) {
                span(entry.putObject("who"), action.who().start(), action.who().end());
            }
            if (action.when() != null) {
                span(entry.putObject("when"), action.when().start(), action.when().end());
            }
        }
    }

    private static ObjectNode span(ObjectNode node, int start, int end) {
        return node.put("start", start).put("end", end);
    }

    private static String code(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void explain(ObjectNode answer, Assessment assessment, String text) {
        var why = answer.putObject("explanation");
        var reasons = why.putArray("notAssessed");
        assessment.notAssessed().forEach(reason -> reasons.add(reason.name()));
        var modifiers = why.putArray("modifiers");
        assessment.modifiers().forEach(modifiers::add);
        for (Indicator indicator : assessment.indicators()) {
            passage(why.withArray("counted").addObject(), indicator, text);
        }
        for (Indicator indicator : assessment.passedOver()) {
            passage(why.withArray("passedOver").addObject(), indicator, text);
        }
    }

    private static void passage(ObjectNode node, Indicator indicator, String text) {
        int from = text.offsetByCodePoints(0, indicator.start());
        int to = text.offsetByCodePoints(0, indicator.end());
        node.put("words", text.substring(from, to));
        node.put("rule", indicator.ruleId());
        node.put("code", indicator.code());
        node.put("band", indicator.band() == null ? null : indicator.band().name());
        var attributes = node.putArray("attributes");
        for (Attribute attribute : indicator.attributes()) {
            attributes.add(attribute.name());
        }
        if (!indicator.idiom().isEmpty()) {
            node.put("idiom", indicator.idiom());
        }
    }

    private ObjectNode problem(int line, @Nullable String id, String problem) {
        return json.createObjectNode().put("id", id).put("line", line).put("problem", problem);
    }
}
