package org.earshot.ingest.extraction;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** For which languages Tesseract has data here. Asked once: data are installed with the image. */
final class Languages {

    private static volatile @Nullable Set<String> known;

    private Languages() {}

    /** Those of {@code eng+cym} that are here, or all of them if none can be told. */
    static String installed(String wanted) {
        var here = known;
        if (here == null) {
            here = ask();
            known = here;
        }
        var all = here;
        var usable =
                Arrays.stream(wanted.split("\\+", -1))
                        .filter(all::contains)
                        .collect(Collectors.joining("+"));
        return usable.isEmpty() ? wanted : usable;
    }

    private static Set<String> ask() {
        try {
            var process =
                    new ProcessBuilder("tesseract", "--list-langs")
                            .redirectErrorStream(true)
                            .redirectInput(Redirect.from(new java.io.File("/dev/null")))
                            .start();
            try (var output = process.getInputStream()) {
                var said = new String(output.readNBytes(64 * 1024), StandardCharsets.UTF_8);
                return new HashSet<>(said.lines().map(String::strip).toList());
            } finally {
                process.destroy();
            }
        } catch (IOException notHere) {
            return Set.of();
        }
    }
}
