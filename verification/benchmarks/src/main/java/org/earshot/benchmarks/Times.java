package org.earshot.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Collection;

/** Durations in seconds, and what most of them were below. */
record Times(double[] sorted) {

    @SuppressWarnings("ArrayRecordComponent")
    Times {}

    static Times of(Collection<Double> seconds) {
        var sorted = seconds.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return new Times(sorted);
    }

    /** The smallest of which the share given is not above it (nearest rank). */
    double at(double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    void into(ObjectNode json) {
        json.put("count", sorted.length)
                .put("p50", at(0.5))
                .put("p95", at(0.95))
                .put("p99", at(0.99))
                .put("max", at(1));
    }

    @Override
    public String toString() {
        return "%8d %9.3f %9.3f %9.3f %9.3f"
                .formatted(sorted.length, at(0.5), at(0.95), at(0.99), at(1));
    }
}
