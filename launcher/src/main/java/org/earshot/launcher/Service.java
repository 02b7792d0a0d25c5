package org.earshot.launcher;

import java.util.Arrays;
import java.util.List;

/** The four services. Their order is that of their ports. */
public enum Service {
    INGEST("ingest-service", "ingest", "ingest_keys"),
    CLASSIFIER("classifier-service"),
    ROUTING("routing-service", "routing"),
    AUDIT("audit-service", "audit");

    private final String label;
    private final List<String> databases;

    Service(String label, String... databases) {
        this.label = label;
        this.databases = List.of(databases);
    }

    /** The name it has everywhere: folder, log, consumer group. */
    public String label() {
        return label;
    }

    List<String> databases() {
        return databases;
    }

    static List<String> allDatabases() {
        return Arrays.stream(values()).flatMap(s -> s.databases.stream()).toList();
    }
}
