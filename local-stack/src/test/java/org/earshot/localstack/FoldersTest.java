package org.earshot.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class FoldersTest {

    private static final String PREFIX = "earshot-folders-test-";

    @Test
    void whatAKilledJvmLeftGoesWhenTheNextOneComes() throws Exception {
        // Given
        var left = Files.createTempDirectory(PREFIX);
        Files.createFile(left.resolve("data"));
        Files.writeString(left.resolve("owner"), "1 2001-01-01T00:00:00Z");

        // When
        var mine = Folders.temporary(PREFIX);

        // Then
        assertThat(left).doesNotExist();
        assertThat(mine).isDirectory();
        Folders.delete(mine);
    }

    @Test
    void whatALivingJvmHasStays() {
        var first = Folders.temporary(PREFIX);

        var second = Folders.temporary(PREFIX);

        assertThat(first).isDirectory();
        Folders.delete(first);
        Folders.delete(second);
        assertThat(first).doesNotExist();
    }
}
