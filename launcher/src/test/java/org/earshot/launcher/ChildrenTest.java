package org.earshot.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildrenTest {

    @TempDir Path folder;

    @SuppressWarnings("NullAway.Init")
    private Home home;

    @SuppressWarnings("NullAway.Init")
    private Process process;

    @BeforeEach
    void aProcessRuns() throws IOException {
        home = new Home(folder, folder.resolve("state"));
        process = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void theProcessEnds() {
        process.destroyForcibly();
    }

    @Test
    void whatOneProcessStartedAnotherFindsAndEnds() {
        new Children(home).add("a-service", process.toHandle());

        var found = new Children(home);
        assertThat(found.isAlive("a-service")).isTrue();
        found.endAll();

        assertThat(process.isAlive()).isFalse();
        assertThat(found.all()).isEmpty();
    }

    @Test
    void aNumberUsedAgainByAnotherProcessIsLeftAlone() throws IOException {
        var longAgo = Instant.parse("2026-01-01T00:00:00Z").toString();
        Files.createDirectories(home.file("processes"));
        Json.write(
                home.file("processes").resolve("a-service.json"),
                Map.of("pid", process.pid(), "started", longAgo));

        var found = new Children(home);
        assertThat(found.isAlive("a-service")).isFalse();
        found.endAll();

        assertThat(process.isAlive()).isTrue();
    }
}
