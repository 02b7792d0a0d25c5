package org.earshot.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {

    @TempDir Path folder;

    @Test
    @Timeout(60)
    void whileAnotherIsAtWorkNothingIsStartedOrEndedAndItSaysSo() throws Exception {
        // Given
        var home = new Home(folder, folder.resolve("state"));
        var lifecycle = new Lifecycle(home);
        var other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Holder.class.getName(),
                                home.file("lock").toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var says = other.inputReader()) {
            assertThat(says.readLine()).isEqualTo("held");

            // Then
            assertThatThrownBy(() -> lifecycle.up(Terminal.err()))
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith("Another ./earshot is at work here.");
            assertThatThrownBy(lifecycle::down)
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith("Another ./earshot is at work here.");
        } finally {
            other.destroyForcibly().waitFor();
        }

        // When it has ended, however it did
        lifecycle.down();
    }

    /** Another process that holds the lock until it is ended. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws IOException {
            try (var channel =
                            FileChannel.open(
                                    Path.of(args[0]),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                System.out.println(lock.isValid() ? "held" : "not held");
                System.in.read();
            }
        }
    }
}
