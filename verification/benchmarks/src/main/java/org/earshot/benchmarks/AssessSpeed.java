package org.earshot.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.earshot.classifier.assessment.Assessor;
import org.earshot.classifier.assessment.Capacity;
import org.earshot.classifier.encoder.SentenceEncoder;
import org.earshot.classifier.model.Model;
import org.earshot.classifier.model.ModelFile;
import org.earshot.classifier.model.Passage;

/**
 * What a whole assessment costs (languages, rules, encoder, heads, evidence, summary) beside what
 * ONNX Runtime alone costs on the same weights for the same batches of word pieces: in one run, on
 * one thread, one after the other in turns, medians of several rounds. CPU is that of the whole
 * process, what collects garbage included.
 *
 * <pre>
 * --letters FILE   whose sentences the texts are made of; no sentence comes twice in a round
 * --out FILE       the figures as JSON
 * --rounds N       5
 * --seed N         1
 * </pre>
 */
public final class AssessSpeed {

    private static final int WORDS_ON_A_PAGE = 400;
    private static final int WARM_UP_ROUNDS = 2;

    /** How many words, and how many texts of them in a round. */
    private enum Size {
        WORDS_50("50 words", 50, 40),
        WORDS_200("200 words", 200, 12),
        WORDS_1000("1,000 words", 1_000, 3),
        PAGES_100("100 pages", 100 * WORDS_ON_A_PAGE, 1);

        private final String label;
        private final int words;
        private final int texts;

        Size(String label, int words, int texts) {
            this.label = label;
            this.words = words;
            this.texts = texts;
        }
    }

    private static final long BEGIN = 101;
    private static final long END = 102;

    private final Assessor rules = Assessor.shipped();
    private final ModelFile file = Model.shipped().file();
    private final SentenceEncoder encoder = SentenceEncoder.shipped();
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession raw;

    private AssessSpeed() throws IOException, OrtException {
        try (InputStream weights =
                AssessSpeed.class.getResourceAsStream("/" + SentenceEncoder.NAME + ".onnx")) {
            if (weights == null) {
                throw new FileNotFoundException(SentenceEncoder.NAME);
            }
            var options = new OrtSession.SessionOptions();
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            raw = environment.createSession(weights.readAllBytes(), options);
        }
    }

    public static void main(String[] args) throws IOException, OrtException {
        var options = new Options(args, Set.of("letters", "out", "rounds", "seed"));
        var letters = new Letters(options.path("letters"), options.number("seed", 1));
        var speed = new AssessSpeed();
        var report = new JsonMapper().createObjectNode();
        report.put("letters", letters.size());
        report.put("processors", Runtime.getRuntime().availableProcessors());
        report.put("java", Runtime.version().toString());
        System.out.printf(
                "%-12s %8s %10s %12s %12s %12s %8s%n",
                "", "letters", "passages", "rules", "ORT alone", "whole", "ratio");
        System.out.printf(
                "%-12s %8s %10s %12s %12s %12s %8s%n",
                "", "a second", "a letter", "CPU ms", "CPU ms", "CPU ms", "");
        for (Size size : Size.values()) {
            speed.measure(size, letters, options.number("rounds", 5), report.putObject(size.label));
        }
        report.put("peakResidentMb", Process.self().peakResidentMb());
        report.put("heapMb", heapMb());
        System.out.printf(
                "Memory at the most: %d MB resident, of which %d MB heap in use at the end.%n",
                report.get("peakResidentMb").asInt(), report.get("heapMb").asInt());
        Files.writeString(options.path("out"), report.toPrettyString() + "\n");
    }

    /** CPU of one letter in a round, in ms. */
    private record Round(double rules, double raw, double whole, double wholeWall) {
        double ratio() {
            return raw / whole;
        }
    }

    private void measure(Size size, Letters letters, int rounds, ObjectNode report)
            throws OrtException {
        boolean once = size == Size.PAGES_100;
        int measured = once ? Math.min(2, rounds) : rounds;
        int warmUp = once ? 0 : WARM_UP_ROUNDS;
        var found = new ArrayList<Round>();
        int passages = 0;
        for (int round = -warmUp; round < measured; round++) {
            var sentences = letters.sentences();
            var texts = new ArrayList<String>();
            for (int i = 0; i < size.texts; i++) {
                texts.add(Letters.text(size.words, sentences));
            }
            // Without what it has seen before: a new one for each round.
            var assessor = rules.with(new Model(file, encoder), Capacity.USUAL);
            var batches = batches(texts);
            passages = batches.size() / texts.size();
            Spent ort;
            Spent whole;
            if (round % 2 == 0) {
                ort = spent(() -> run(batches));
                whole = spent(() -> texts.forEach(assessor::assess));
            } else {
                whole = spent(() -> texts.forEach(assessor::assess));
                ort = spent(() -> run(batches));
            }
            var alone = spent(() -> texts.forEach(rules::assess));
            if (round >= 0) {
                found.add(
                        new Round(
                                alone.cpu() / size.texts,
                                ort.cpu() / size.texts,
                                whole.cpu() / size.texts,
                                whole.wall() / size.texts));
            }
        }
        double wall = median(found, Round::wholeWall);
        report.put("lettersASecond", 1000 / wall)
                .put("passagesALetter", passages)
                .put("rulesCpuMs", median(found, Round::rules))
                .put("ortCpuMs", median(found, Round::raw))
                .put("wholeCpuMs", median(found, Round::whole))
                .put("wholeCpuMsA1000Words", median(found, Round::whole) * 1000 / size.words)
                .put("ratio", median(found, Round::ratio));
        System.out.printf(
                "%-12s %8.1f %10d %12.2f %12.2f %12.2f %8.2f%n",
                size.label,
                1000 / wall,
                passages,
                median(found, Round::rules),
                median(found, Round::raw),
                median(found, Round::whole),
                median(found, Round::ratio));
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        var sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The batches that assessing these texts hands to the encoder, made beforehand. */
    private List<long[]> batches(List<String> texts) {
        var batches = new ArrayList<long[]>();
        for (var text : texts) {
            var words = rules.byRules(text).words();
            for (var passage : Passage.of(words)) {
                batches.add(batch(passage.text(words)));
            }
            batches.add(batch(Model.beginning(words)));
        }
        return batches;
    }

    private long[] batch(String passage) {
        int[] pieces = encoder.wordPieces().pieces(passage);
        int length = Math.min(pieces.length, SentenceEncoder.MOST_PIECES);
        var ids = new long[length + 2];
        ids[0] = BEGIN;
        for (int i = 0; i < length; i++) {
            ids[i + 1] = pieces[i];
        }
        ids[length + 1] = END;
        return ids;
    }

    private void run(List<long[]> batches) throws OrtException {
        for (var ids : batches) {
            var mask = new long[ids.length];
            Arrays.fill(mask, 1);
            long[] shape = {1, ids.length};
            try (var input = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
                    var attention =
                            OnnxTensor.createTensor(environment, LongBuffer.wrap(mask), shape);
                    var types =
                            OnnxTensor.createTensor(
                                    environment, LongBuffer.wrap(new long[ids.length]), shape);
                    var result =
                            raw.run(
                                    Map.of(
                                            "input_ids", input,
                                            "attention_mask", attention,
                                            "token_type_ids", types))) {
                ((OnnxTensor) result.get(0)).getFloatBuffer();
            }
        }
    }

    private interface Work {
        void go() throws OrtException;
    }

    /** In ms. */
    private record Spent(double cpu, double wall) {}

    private static Spent spent(Work work) throws OrtException {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.gc();
        long cpu = system.getProcessCpuTime();
        long wall = System.nanoTime();
        work.go();
        return new Spent(
                (system.getProcessCpuTime() - cpu) / 1e6, (System.nanoTime() - wall) / 1e6);
    }

    private static long heapMb() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }
}
