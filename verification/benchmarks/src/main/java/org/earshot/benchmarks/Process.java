package org.earshot.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux says of a process. */
record Process(Path folder) {

    private static final double TICKS_A_SECOND = 100;

    static Process self() {
        return new Process(Path.of("/proc/self"));
    }

    static Process of(long pid) {
        return new Process(Path.of("/proc", Long.toString(pid)));
    }

    long peakResidentMb() {
        return kilobytes("status", "VmHWM:") / 1024;
    }

    long residentMb() {
        return kilobytes("status", "VmRSS:") / 1024;
    }

    /** What it shares with others counts in part. */
    long proportionalMb() {
        return kilobytes("smaps_rollup", "Pss:") / 1024;
    }

    /** All that it has used since it began. */
    double cpuSeconds() {
        return ticks(11, 2) / TICKS_A_SECOND;
    }

    /** With what those that it started, and that have ended, have used. */
    double cpuSecondsWithChildren() {
        return ticks(11, 4) / TICKS_A_SECOND;
    }

    private double ticks(int from, int count) {
        var stat = lines("stat").getFirst();
        // The name in brackets may hold anything: the fields are counted behind it.
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += Long.parseLong(fields[i]);
        }
        return sum;
    }

    private long kilobytes(String file, String name) {
        return lines(file).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
