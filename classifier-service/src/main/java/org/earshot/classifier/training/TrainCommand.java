package org.earshot.classifier.training;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.earshot.classifier.assessment.Assessor;
import org.earshot.classifier.encoder.SentenceEncoder;
import org.earshot.classifier.evaluation.Letter;
import org.earshot.classifier.evaluation.Pile;
import org.earshot.classifier.model.Eyes;
import org.earshot.classifier.model.Lexicon;
import org.earshot.classifier.model.Model;
import org.earshot.classifier.model.ModelFile;
import org.earshot.classifier.model.Passage;
import org.earshot.classifier.text.Words;
import org.earshot.classifier.training.Trainer.Judged;
import org.jspecify.annotations.Nullable;

/**
 * Makes the model file from the labelled letters: the same letters, rules and seed give the same
 * bytes. Letters of the parts {@code train} and {@code dev} are read, no others.
 *
 * <pre>
 * train LETTERS.jsonl SENTENCES.jsonl MODEL.json [--seed N]
 * </pre>
 */
public final class TrainCommand {

    private static final long USUAL_SEED = 20261122;

    private final Assessor assessor = Assessor.shipped();
    private final SentenceEncoder encoder = SentenceEncoder.shipped();
    private final PrintStream log;

    private TrainCommand(PrintStream log) {
        this.log = log;
    }

    public static void main(String[] args) {
        System.exit(run(args, System.err));
    }

    /** Exit status: 0 trained, 1 a file is broken, 2 wrongly called. */
    static int run(String[] args, PrintStream log) {
        var files = new ArrayList<Path>();
        long seed = USUAL_SEED;
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--seed")
                    && i + 1 < args.length
                    && args[i + 1].matches("\\d{1,18}")) {
                i++;
                seed = Long.parseLong(args[i]);
            } else if (args[i].startsWith("-")) {
                files.clear();
                break;
            } else {
                files.add(Path.of(args[i]));
            }
        }
        if (files.size() != 3) {
            log.println("usage: train LETTERS.jsonl SENTENCES.jsonl MODEL.json [--seed N]");
            return 2;
        }
        try {
            new TrainCommand(log).train(files.get(0), files.get(1), files.get(2), seed);
            return 0;
        } catch (IOException | TooFewLetters e) {
            log.println("train: " + e.getMessage());
            return 1;
        }
    }

    private void train(Path lettersFile, Path sentencesFile, Path modelFile, long seed)
            throws IOException {
        long begun = System.nanoTime();
        var letters = Letter.read(lettersFile, assessor.taxonomy());
        var sentences = Letter.read(sentencesFile, assessor.taxonomy());
        List<Example> train = examples(letters.letters(), "train");
        List<Example> dev = examples(letters.letters(), "dev");
        List<Example> single = examples(sentences.letters(), null);
        ObjectNode provenance = JsonMapper.builder().build().createObjectNode();
        provenance.put("letters", letters.sha256());
        provenance.put("sentences", sentences.sha256());
        provenance.put("rules", assessor.version());
        provenance.put("seed", seed);
        provenance.put("lettersToTrain", train.size());
        provenance.put("lettersToSetTheScale", dev.size());
        provenance.put("sentencesToTrain", single.size());
        var trainer = new Trainer(assessor.taxonomy(), single, seed, log);
        ModelFile model = trainer.train(train, dev, provenance);
        byte[] bytes = model.bytes();
        ModelFile written = ModelFile.read(bytes);
        Path folder = modelFile.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.write(modelFile, bytes);
        log.printf(
                Locale.ROOT,
                "train: %s, %,d bytes, in %d s%n",
                written.version(),
                bytes.length,
                (System.nanoTime() - begun) / 1_000_000_000);
        Eyes eyes = Eyes.of(written.heads(), written.lexicon());
        List<Judged> judged = dev.stream().map(one -> Trainer.judge(one, eyes)).toList();
        parts(judged, written);
    }

    /** What each part is worth on the letters that set the scale. */
    private void parts(List<Judged> judged, ModelFile model) {
        var first = new boolean[judged.size()];
        for (int i = 0; i < first.length; i++) {
            first[i] = judged.get(i).example().letter().positive();
        }
        log.println("train: on the letters held back        AUC   found at 3 % false flags");
        for (Map.Entry<String, double[]> part : Trainer.parts(judged, model).entrySet()) {
            Pile pile = Pile.of(part.getValue(), first, Trainer.PREVALENCE);
            log.printf(
                    Locale.ROOT,
                    "train:   %-32s %.3f   %.2f%n",
                    part.getKey(),
                    pile.rocAuc(),
                    pile.recallAtFalseFlags(0.03));
        }
    }

    private List<Example> examples(List<Letter> letters, @Nullable String split) {
        List<Letter> wanted =
                letters.stream()
                        .filter(letter -> split == null || split.equals(letter.split()))
                        .toList();
        Map<String, Integer> folds = folds(wanted);
        var done = new AtomicInteger();
        return wanted.parallelStream()
                .map(letter -> {
                    Example example = example(letter, folds);
                    int count = done.incrementAndGet();
                    if (count % 500 == 0) {
                        log.printf(Locale.ROOT, "train: read %,d of %,d%n", count, wanted.size());
                    }
                    return example;
                })
                .toList();
    }

    /** Authors are kept together, so that a head never judges a voice it has heard. */
    private static Map<String, Integer> folds(List<Letter> letters) {
        var size = new int[Trainer.FOLDS];
        var byAuthor = new TreeMap<String, Integer>();
        for (Letter letter : letters) {
            byAuthor.merge(author(letter), 1, Integer::sum);
        }
        var folds = new HashMap<String, Integer>();
        byAuthor.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(author -> {
                    int least = 0;
                    for (int i = 1; i < size.length; i++) {
                        least = size[i] < size[least] ? i : least;
                    }
                    size[least] += author.getValue();
                    folds.put(author.getKey(), least);
                });
        return folds;
    }

    private static String author(Letter letter) {
        String author = letter.author();
        return author == null ? "" : author;
    }

    private Example example(Letter letter, Map<String, Integer> folds) {
        String text = letter.text();
        Assessor.ByRules byRules = assessor.byRules(text);
        Words words = byRules.words();
        List<Passage> passages = Passage.of(words);
        var vectors = new ArrayList<float[]>();
        var shown = new ArrayList<Set<String>>();
        for (Passage passage : passages) {
            vectors.add(encoder.encode(encoder.wordPieces().pieces(passage.text(words))));
            shown.add(shown(letter, text, passage));
        }
        int[] beginning = encoder.wordPieces().pieces(Model.beginning(words));
        return new Example(
                letter,
                passages,
                vectors,
                passages.stream().map(passage -> Lexicon.features(words, passage)).toList(),
                shown,
                encoder.encodeBeginning(beginning),
                byRules.signs(),
                folds.getOrDefault(author(letter), 0));
    }

    /** A passage shows a category when a good part of either is in the other. */
    private static Set<String> shown(Letter letter, String text, Passage passage) {
        var shown = new HashSet<String>();
        List<Letter.Span> spans = letter.spans();
        if (spans == null) {
            return shown;
        }
        for (Letter.Span span : spans) {
            int start = text.offsetByCodePoints(0, span.start());
            int end = text.offsetByCodePoints(0, span.end());
            int common = Math.min(end, passage.end()) - Math.max(start, passage.start());
            if (common * 3 >= end - start || common * 2 >= passage.end() - passage.start()) {
                shown.add(span.code());
            }
        }
        return shown;
    }
}
