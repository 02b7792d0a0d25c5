package org.earshot.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import org.earshot.events.Stage;
import org.earshot.launcher.Description;

/**
 * Hands letters in to a running suite that has just started, then at a steady rate, then in a
 * burst, and measures from outside how long each waits for the rules' assessment and for the
 * model's: from the answer "accepted" to when a consumer of the topic sees it. Then it waits until
 * the model has caught up, and counts.
 *
 * <p>A letter is sent when it is due, whether or not those before it were answered.
 *
 * <pre>
 * --suite FILE      what ./earshot up --json printed
 * --process FILE    the classifier's, as ./earshot wrote it down
 * --letters FILE    to draw from
 * --out FILE        the figures as JSON
 * --cold-seconds N  of the rate before anything is warm; the model catches up before the next; 30
 * --seconds N       of the steady rate; 300
 * --rate N          letters a second; 10
 * --burst-seconds N 30
 * --burst-rate N    50
 * --catch-up N      seconds to wait for the model; 1200
 * --seed N          1
 * </pre>
 */
public final class Load {

    private static final JsonMapper JSON = new JsonMapper();
    private static final double BUCKET = 30;

    private final Portal portal;
    private final Watch watch;
    private final Samples samples;
    private final Map<UUID, Accepted> accepted = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> refused = new ConcurrentLinkedQueue<>();

    private record Accepted(String phase, long at, double answeredIn) {}

    private record Phase(String name, double from, double to) {}

    private Load(Portal portal, Watch watch, Samples samples) {
        this.portal = portal;
        this.watch = watch;
        this.samples = samples;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        var options =
                new Options(
                        args,
                        Set.of(
                                "suite",
                                "process",
                                "letters",
                                "out",
                                "cold-seconds",
                                "seconds",
                                "rate",
                                "burst-seconds",
                                "burst-rate",
                                "catch-up",
                                "seed"));
        var suite = JSON.readValue(options.path("suite").toFile(), Description.class);
        long pid = JSON.readTree(options.path("process").toFile()).path("pid").asLong();
        var letters = new Letters(options.path("letters"), options.number("seed", 1));
        var steady = options.time("seconds", Duration.ofMinutes(5));
        var cold = options.time("cold-seconds", Duration.ofSeconds(30));
        var longest = options.time("catch-up", Duration.ofMinutes(20));
        var burst = options.time("burst-seconds", Duration.ofSeconds(30));
        int rate = options.number("rate", 10);
        int burstRate = options.number("burst-rate", 50);
        boolean held;
        try (var watch = new Watch(suite.kafka());
                var samples = new Samples(suite, Process.of(pid))) {
            var load = new Load(new Portal(suite), watch, samples);
            var phases = new ArrayList<Phase>();
            phases.add(load.phase("cold", letters, rate, cold));
            load.awaitModel(longest);
            phases.add(load.phase("steady", letters, rate, steady));
            phases.add(load.phase("burst", letters, burstRate, burst));
            double from = samples.now();
            load.awaitModel(longest);
            phases.add(new Phase("catching up", from, samples.now()));
            var report = JSON.createObjectNode();
            report.put("processors", Runtime.getRuntime().availableProcessors())
                    .put("letters", letters.size())
                    .put("rate", rate)
                    .put("burstRate", burstRate);
            held = load.report(phases, report);
            Files.writeString(options.path("out"), report.toPrettyString() + "\n");
        }
        System.exit(held ? 0 : 1);
    }

    /** Sends at a rate; returns when every letter has its answer. */
    private Phase phase(String name, Letters letters, int rate, Duration duration)
            throws InterruptedException {
        var messages = letters.messages((int) (rate * duration.toSeconds()));
        double from = samples.now();
        long start = System.nanoTime();
        double lastDue;
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < messages.size(); i++) {
                long due = start + (long) (i * 1e9 / rate);
                for (long left = due - System.nanoTime();
                        left > 0;
                        left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                var message = messages.get(i);
                senders.execute(() -> send(name, message));
            }
            lastDue = samples.now();
        }
        return new Phase(name, from, lastDue);
    }

    private void send(String phase, JsonNode message) {
        long begun = System.nanoTime();
        try {
            var id = portal.send(message);
            long now = System.nanoTime();
            accepted.put(id, new Accepted(phase, now, (now - begun) / 1e9));
        } catch (IOException e) {
            refused.add(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitModel(Duration longest) throws InterruptedException {
        long until = System.nanoTime() + longest.toNanos();
        while (System.nanoTime() < until
                && !(watch.seen(Stage.RULES).keySet().containsAll(accepted.keySet())
                        && watch.seen(Stage.MODEL).keySet().containsAll(accepted.keySet()))) {
            Thread.sleep(Duration.ofMillis(500));
        }
    }

    private boolean report(List<Phase> phases, ObjectNode report) {
        System.out.printf(
                "%-34s %8s %9s %9s %9s %9s%n", "seconds", "letters", "p50", "p95", "p99", "max");
        var times = report.putObject("seconds");
        for (var phase : phases.subList(0, phases.size() - 1)) {
            var node = times.putObject(phase.name());
            line(phase.name() + ": sent to accepted", answers(phase), node.putObject("accepted"));
            line(
                    phase.name() + ": accepted to rules",
                    waited(phase, Stage.RULES),
                    node.putObject("rules"));
            line(
                    phase.name() + ": accepted to model",
                    waited(phase, Stage.MODEL),
                    node.putObject("model"));
        }
        overTime(phases, report);
        return counts(report);
    }

    private static void line(String name, Times times, ObjectNode json) {
        System.out.printf("%-34s %s%n", name, times);
        times.into(json);
    }

    private Times answers(Phase phase) {
        return Times.of(
                accepted.values().stream()
                        .filter(one -> one.phase().equals(phase.name()))
                        .map(Accepted::answeredIn)
                        .toList());
    }

    /** An assessment can be seen before the portal has read its answer: it waited for nothing. */
    private Times waited(Phase phase, Stage stage) {
        var seen = watch.seen(stage);
        var waited = new ArrayList<Double>();
        accepted.forEach((id, one) -> {
            Long at = seen.get(id);
            if (at != null && one.phase().equals(phase.name())) {
                waited.add(Math.max(0, (at - one.at()) / 1e9));
            }
        });
        return Times.of(waited);
    }

    private void overTime(List<Phase> phases, ObjectNode report) {
        System.out.println();
        System.out.printf(
                "%-20s %12s %12s %12s %12s %12s %10s%n",
                "", "rules lag", "model lag", "least heap", "most heap", "resident", "CPU");
        System.out.printf(
                "%-20s %12s %12s %12s %12s %12s %10s%n",
                "classifier", "at most", "at most", "MB", "MB", "MB", "cores");
        for (var phase : phases) {
            for (double from = phase.from(); from < phase.to(); from += BUCKET) {
                double to = Math.min(from + BUCKET, phase.to());
                var some = samples.between(from, to);
                if (some.size() > 1) {
                    System.out.printf(
                            "%-20s %12d %12d %12.0f %12.0f %12d %10.2f%n",
                            phase.name() + " " + Math.round(from) + " s",
                            (long) most(some, Samples.Sample::rulesLag),
                            (long) most(some, Samples.Sample::modelLag),
                            -most(some, sample -> -sample.heapMb()),
                            most(some, Samples.Sample::heapMb),
                            (long) most(some, Samples.Sample::residentMb),
                            cores(some));
                }
            }
        }
        samples.into(report.putArray("samples"));
        var node = report.putArray("phases");
        phases.forEach(phase ->
                node.addObject()
                        .put("name", phase.name())
                        .put("from", phase.from())
                        .put("to", phase.to()));
    }

    private static double most(
            List<Samples.Sample> samples, ToDoubleFunction<Samples.Sample> figure) {
        return samples.stream().mapToDouble(figure).max().orElse(Double.NaN);
    }

    private static double cores(List<Samples.Sample> samples) {
        var first = samples.getFirst();
        var last = samples.getLast();
        return (last.cpuSeconds() - first.cpuSeconds()) / (last.seconds() - first.seconds());
    }

    private boolean counts(ObjectNode report) {
        var ids = accepted.keySet();
        long rules = ids.stream().filter(watch.seen(Stage.RULES)::containsKey).count();
        long model = ids.stream().filter(watch.seen(Stage.MODEL)::containsKey).count();
        long doubled = ids.stream().filter(id -> watch.events(id) > 2).count();
        long failed = ids.stream().filter(watch.failed()::contains).count();
        long late = ids.stream().filter(watch.late()::contains).count();
        report.putObject("counts")
                .put("accepted", ids.size())
                .put("refused", refused.size())
                .put("sentAgain", portal.triedAgain())
                .put("assessedByTheRules", rules)
                .put("assessedByTheModel", model)
                .put("withMoreThanTwoEvents", doubled)
                .put("markedFailed", failed)
                .put("markedLate", late)
                .put("unreadable", watch.unreadable());
        boolean held =
                rules == ids.size()
                        && model == ids.size()
                        && refused.isEmpty()
                        && doubled + failed + late + watch.unreadable() == 0;
        System.out.println();
        System.out.printf(
                "accepted %d, refused %d, sent again %d%n",
                ids.size(), refused.size(), portal.triedAgain());
        Set.copyOf(refused).forEach(reason -> System.out.println("  refused: " + reason));
        System.out.printf(
                "assessed by the rules %d, by rules and model %d, with more than two events %d%n",
                rules, model, doubled);
        System.out.printf(
                "marked U because it failed %d, because it was late %d; unreadable %d%n",
                failed, late, watch.unreadable());
        System.out.println(held ? "Nothing was lost, nothing shed." : "IT DID NOT HOLD.");
        return held;
    }
}
