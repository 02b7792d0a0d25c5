package org.earshot.launcher;

import java.util.Arrays;
import java.util.List;

/** The four services. Their order is that of their ports. */
public enum Service {
    INGEST("ingest-service", 160, "ingest", "ingest_keys"),
    CLASSIFIER("classifier-service", 224),
    ROUTING("routing-service", 160, "routing"),
    AUDIT("audit-service", 160, "audit");

    private final String label;
    private final int heap;
    private final List<String> databases;

    /**
     * @param heap in MB; the model's weights are outside of it
     */
    Service(String label, int heap, String... databases) {
        this.label = label;
        this.heap = heap;
        this.databases = List.of(databases);
    }

    /** The name it has everywhere: folder, log, consumer group. */
    public String label() {
        return label;
    }

    /** The most heap it may take on one machine, as the JVM is told it. */
    String heapLimit() {
        return "-Xmx" + heap + "m";
    }

    List<String> databases() {
        return databases;
    }

    static List<String> allDatabases() {
        return Arrays.stream(values()).flatMap(s -> s.databases.stream()).toList();
    }
}
