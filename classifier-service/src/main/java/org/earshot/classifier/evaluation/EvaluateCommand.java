package org.earshot.classifier.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earshot.classifier.assessment.Assessor;
import org.earshot.classifier.assessment.Capacity;
import org.earshot.classifier.evaluation.Evaluation.Assessed;
import org.earshot.classifier.evaluation.JsonLines.Content;
import org.earshot.classifier.evaluation.JsonLines.Entry;
import org.earshot.classifier.evaluation.JsonLines.Problem;
import org.earshot.classifier.evaluation.Report.ContrastReport;
import org.earshot.classifier.evaluation.Report.Data;
import org.earshot.classifier.evaluation.Report.FairnessReport;
import org.earshot.classifier.evaluation.Report.Outcome;
import org.earshot.classifier.model.Model;
import org.earshot.classifier.taxonomy.Taxonomy;
import org.jspecify.annotations.Nullable;

/**
 * Says how good the assessment is on anyone's labelled letters. It starts no server, sends nothing
 * anywhere, and writes only the files it is told to.
 */
public final class EvaluateCommand {

    private static final String USAGE =
            """
            usage: evaluate FILE.jsonl [options]            figures of labelled letters
                   evaluate --report REPORT.json [--html FILE] [--card FILE] [--gate]
                   evaluate --agreement FILE1 FILE2 [--json FILE]   two people's labels of the same letters

              --split NAME         only the letters of this split
              --prevalence SHARE   weight them so that this share is to be read first (0.02), or "file": as they are
              --contrast FILE      pairs that a small edit makes different
              --fairness FILE      pairs of one letter as two people would send it
              --rules-only         without the model
              --noise              again with errors of scanners and fingers: four more passes
              --seed N             of the intervals and the errors (1)
              --about WORDS        whose letters they are, as in "our made-up letters"
              --json FILE  --html FILE  --card FILE     write the figures, a page, a model card
              --gate               exit status 1 unless every condition of release is measured and holds
            """;

    private static final Set<String> SWITCHES =
            Set.of("--noise", "--gate", "--agreement", "--rules-only");
    private static final Set<String> VALUES =
            Set.of(
                    "--split",
                    "--prevalence",
                    "--contrast",
                    "--fairness",
                    "--seed",
                    "--about",
                    "--json",
                    "--html",
                    "--card",
                    "--report");
    private static final Set<String> OF_A_REPORT = Set.of("--report", "--html", "--card", "--gate");
    private static final int MOST_NAMED = 20;

    private final Map<String, String> options;
    private final Assessors assessors;
    private final Writer out;
    private final PrintStream err;

    private EvaluateCommand(
            Map<String, String> options, Assessors assessors, Writer out, PrintStream err) {
        this.options = options;
        this.assessors = assessors;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) {
        // Standard output carries the figures alone, whatever a library may want to say.
        var out =
                new OutputStreamWriter(
                        new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8);
        System.setOut(System.err);
        System.exit(run(args, EvaluateCommand::shipped, out, System.err));
    }

    /** What is to be measured. */
    interface Assessors {
        Assessor at(double prevalence, boolean rulesOnly);
    }

    private static Assessor shipped(double prevalence, boolean rulesOnly) {
        Assessor rules = Assessor.shipped();
        return rulesOnly
                ? rules
                : rules.with(Model.shipped(), Capacity.USUAL.withPrevalence(prevalence));
    }

    /** What was asked for cannot be done, for a reason that is said. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        final int status;

        Refused(int status, String reason) {
            super(reason);
            this.status = status;
        }
    }

    /**
     * Exit status: 0 measured, 1 a line is broken or a condition of release does not hold, 2
     * wrongly called, 3 a file cannot be read or written.
     */
    static int run(String[] args, Assessors assessors, Writer out, PrintStream err) {
        var options = new HashMap<String, String>();
        var files = new ArrayList<String>();
        for (int i = 0; i < args.length; i++) {
            String argument = args[i];
            if (SWITCHES.contains(argument)) {
                options.put(argument, "");
            } else if (VALUES.contains(argument) && i + 1 < args.length) {
                i++;
                options.put(argument, args[i]);
            } else if (argument.startsWith("-")) {
                err.print(USAGE);
                return 2;
            } else {
                files.add(argument);
            }
        }
        var command = new EvaluateCommand(options, assessors, out, err);
        try {
            boolean held = command.run(files);
            out.flush();
            return held ? 0 : 1;
        } catch (Refused e) {
            err.println(e.getMessage());
            return e.status;
        } catch (NoSuchFileException e) {
            err.println("evaluate: there is no file " + e.getMessage());
        } catch (CharacterCodingException e) {
            err.println("evaluate: a file is not UTF-8");
        } catch (IOException e) {
            err.println("evaluate: a file cannot be read, or the output not written");
        }
        return 3;
    }

    private boolean run(List<String> files) throws IOException, Refused {
        if (options.containsKey("--agreement")) {
            if (files.size() != 2
                    || !Set.of("--agreement", "--json").containsAll(options.keySet())) {
                throw usage();
            }
            agreement(Path.of(files.get(0)), Path.of(files.get(1)));
            return true;
        }
        JsonNode json;
        String given = options.get("--report");
        if (given != null) {
            if (!files.isEmpty() || !OF_A_REPORT.containsAll(options.keySet())) {
                throw usage();
            }
            json = ReportJson.tree(Files.readString(Path.of(given)));
            if (!json.path("format").asText().equals(Report.FORMAT)) {
                throw new Refused(3, "evaluate: " + given + " is no report of this command");
            }
        } else if (files.size() == 1) {
            json = ReportJson.of(report(Path.of(files.getFirst())));
        } else {
            throw usage();
        }
        // What is shown is what the JSON says, to the last digit.
        Report report = read(json);
        out.write(ReportTable.of(report));
        write("--json", ReportJson.text(json));
        write("--html", Page.of(report));
        write("--card", ModelCard.of(report, json));
        return !options.containsKey("--gate")
                || report.gates().stream().allMatch(gate -> gate.outcome() == Outcome.PASSED);
    }

    private static Report read(JsonNode json) throws IOException, Refused {
        try {
            return ReportJson.report(json);
        } catch (JsonProcessingException e) {
            throw new Refused(3, "evaluate: this report cannot be read");
        }
    }

    private static Refused usage() {
        return new Refused(2, USAGE);
    }

    private void write(String option, String content) throws IOException {
        String file = options.get(option);
        if (file != null) {
            Files.writeString(Path.of(file), content);
        }
    }

    private Report report(Path file) throws IOException, Refused {
        long seed = seed();
        @Nullable Double asked = prevalence();
        Taxonomy taxonomy = Taxonomy.shipped();
        Content<Letter> content = content(file, Letter.entry(taxonomy));
        List<Letter> letters = chosen(content.values(), file);
        List<Contrast.Pair> contrast = pairs("--contrast", Contrast.entry(taxonomy));
        List<Fairness.Pair> fairness = pairs("--fairness", Fairness.entry());
        int positives = (int) letters.stream().filter(Letter::positive).count();
        double prevalence =
                asked != null ? asked : share(positives, letters.size(), "--prevalence file");
        Assessor assessor = assessors.at(prevalence, options.containsKey("--rules-only"));
        var machine =
                new Machine(
                        text -> Answer.of(assessor.assess(text)),
                        () -> Answer.of(assessor.failed()),
                        err);
        var assessed = new ArrayList<Assessed>();
        for (Letter letter : letters) {
            assessed.add(new Assessed(letter, machine.assess(letter.text())));
            machine.progress("letters", assessed.size(), letters.size());
        }
        int failed = machine.failures();
        var evaluation = new Evaluation(assessed, taxonomy, prevalence, seed);
        var floors = evaluation.floors();
        @Nullable ContrastReport pairs =
                contrast.isEmpty() ? null : Contrast.report(contrast, machine);
        @Nullable FairnessReport twins =
                fairness.isEmpty() ? null : Fairness.report(fairness, machine, seed);
        String name = String.valueOf(file.getFileName());
        return new Report(
                Report.FORMAT,
                new Data(
                        name,
                        content.sha256(),
                        options.getOrDefault("--about", "the letters of " + name),
                        options.get("--split"),
                        letters.size(),
                        positives,
                        letters.size() - positives,
                        prevalence,
                        seed,
                        Estimate.RESAMPLES,
                        assessor.version(),
                        (int)
                                assessed.stream()
                                        .filter(one -> one.answer().notWhollyAssessed())
                                        .count(),
                        failed),
                evaluation.headline(),
                evaluation.reliability(),
                evaluation.curves(),
                evaluation.flags(),
                evaluation.bands(),
                evaluation.categories(),
                evaluation.hardNegatives(),
                floors,
                evaluation.spans(),
                evaluation.slices(),
                options.containsKey("--noise") ? evaluation.noise(machine) : List.of(),
                pairs,
                twins,
                Gates.of(floors, pairs, twins),
                evaluation.misses());
    }

    private List<Letter> chosen(List<Letter> letters, Path file) throws Refused {
        String split = options.get("--split");
        List<Letter> chosen =
                split == null
                        ? letters
                        : letters.stream().filter(letter -> split.equals(letter.split())).toList();
        if (chosen.isEmpty()) {
            throw new Refused(
                    2,
                    "evaluate: "
                            + file
                            + " has no letters"
                            + (split == null ? "" : " of the split " + split));
        }
        return chosen;
    }

    private <T> List<T> pairs(String option, Entry<T> entry) throws IOException, Refused {
        String file = options.get(option);
        return file == null ? List.of() : content(Path.of(file), entry).values();
    }

    /** All of a file or nothing of it. */
    private <T> Content<T> content(Path file, Entry<T> entry) throws IOException, Refused {
        Content<T> content = JsonLines.read(file, entry);
        List<Problem> problems = content.problems();
        if (!problems.isEmpty()) {
            problems.stream()
                    .limit(MOST_NAMED)
                    .forEach(problem -> err.println("evaluate: " + file + ", " + problem));
            throw new Refused(
                    1,
                    "evaluate: nothing was measured; lines of "
                            + file
                            + " that cannot be used: "
                            + problems.size());
        }
        return content;
    }

    private long seed() throws Refused {
        try {
            return Long.parseLong(options.getOrDefault("--seed", "1"));
        } catch (NumberFormatException e) {
            throw new Refused(2, "evaluate: --seed is a whole number");
        }
    }

    /** Null for the share the file has. */
    private @Nullable Double prevalence() throws Refused {
        String given = options.getOrDefault("--prevalence", "0.02");
        if (given.equals("file")) {
            return null;
        }
        try {
            double share = Double.parseDouble(given);
            if (share > 0 && share < 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new Refused(2, "evaluate: --prevalence is above 0 and below 1, or \"file\"");
    }

    private static double share(int positives, int letters, String option) throws Refused {
        if (positives == 0 || positives == letters) {
            throw new Refused(
                    2,
                    "evaluate: the letters are all of one kind, so " + option + " cannot be used");
        }
        return positives / (double) letters;
    }

    private void agreement(Path one, Path other) throws IOException, Refused {
        var taxonomy = Taxonomy.shipped();
        var first = content(one, LabelAgreement.entry(taxonomy)).values();
        var second = content(other, LabelAgreement.entry(taxonomy)).values();
        var agreement = LabelAgreement.of(first, second, taxonomy);
        if (agreement.letters() == 0) {
            throw new Refused(2, "evaluate: the two files have no id in common");
        }
        out.write(agreement.table());
        write("--json", ReportJson.text(ReportJson.of(agreement)));
    }
}
