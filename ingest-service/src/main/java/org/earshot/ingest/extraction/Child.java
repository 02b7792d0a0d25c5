package org.earshot.ingest.extraction;

import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of the system that reads documents for us, in a process of its own: whatever a hostile
 * file does to it, it has no more memory, time and output than it is given, and this service's
 * memory is not touched.
 */
final class Child implements AutoCloseable {

    private static final int LONGEST_ERRORS = 16 * 1024;

    private final Process process;
    private final Capped output;
    private final Path errors;
    private final Thread watch;
    private volatile long until;
    private volatile boolean timedOut;

    private Child(Process process, Path errors, long longestOutput, Duration time) {
        this.process = process;
        this.errors = errors;
        output = new Capped(process.getInputStream(), longestOutput);
        allow(time);
        watch = Thread.ofVirtual().start(this::watch);
    }

    static boolean isInstalled(String... programs) {
        var path = System.getenv("PATH");
        if (path == null) {
            return false;
        }
        var folders = path.split(File.pathSeparator, -1);
        for (var program : programs) {
            boolean found = false;
            for (var folder : folders) {
                found |= !folder.isEmpty() && Files.isExecutable(Path.of(folder, program));
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    /**
     * @param longestOutput in bytes
     * @throws IOException if it cannot be started
     */
    static Child start(
            Assembly assembly, PrivateFolder folder, long longestOutput, List<String> program)
            throws IOException {
        var limits = assembly.limits();
        var time = min(limits.page(), assembly.timeLeft());
        var command = new ArrayList<String>();
        command.add("prlimit");
        command.add("--as=" + limits.childMemory());
        // The whole document's: a program that reads many pages is watched page by page besides.
        command.add("--cpu=" + (limits.document().toSeconds() + 1));
        command.add("--fsize=" + (1L << 20));
        command.add("--nofile=64");
        command.add("--core=0");
        command.add("--");
        command.addAll(program);
        var errors = folder.file();
        var builder =
                new ProcessBuilder(command)
                        .directory(folder.path().toFile())
                        .redirectError(Redirect.to(errors.toFile()));
        var environment = builder.environment();
        var path = environment.getOrDefault("PATH", "/usr/bin:/bin");
        var data = environment.get("TESSDATA_PREFIX");
        environment.clear();
        environment.put("PATH", path);
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("HOME", folder.path().toString());
        environment.put("TMPDIR", folder.path().toString());
        environment.put("OMP_THREAD_LIMIT", "1");
        if (data != null) {
            environment.put("TESSDATA_PREFIX", data);
        }
        return new Child(builder.start(), errors, longestOutput, time);
    }

    static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Ends it, unless this is called again or it has ended, after this time. */
    void allow(Duration time) {
        until = System.nanoTime() + time.toNanos();
    }

    private void watch() {
        try {
            while (!process.waitFor(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                if (System.nanoTime() - until >= 0) {
                    timedOut = true;
                    process.destroyForcibly();
                    return;
                }
            }
        } catch (InterruptedException closed) {
            // Closing ends the process itself.
        }
    }

    /** What it says, up to the cap; beyond it, an {@link IOException}. */
    InputStream output() {
        return output;
    }

    /** A program that has ended reads no more: then writing fails, which is no failure of ours. */
    OutputStream input() {
        return process.getOutputStream();
    }

    boolean timedOut() {
        return timedOut;
    }

    boolean saidTooMuch() {
        return output.exceeded;
    }

    /** Waits for its end. True if it ended well. */
    boolean endedWell() {
        try {
            return process.waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What it complained of; may quote the document, so never to be logged. */
    String errors() throws IOException {
        if (!Files.exists(errors)) {
            return "";
        }
        try (var input = Files.newInputStream(errors)) {
            return new String(input.readNBytes(LONGEST_ERRORS), StandardCharsets.ISO_8859_1);
        }
    }

    /** Ends it if it has not ended, and waits until it has. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        boolean ended = false;
        boolean interrupted = false;
        while (!ended) {
            try {
                process.waitFor();
                ended = true;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        watch.interrupt();
        try {
            process.getInputStream().close();
            process.getOutputStream().close();
        } catch (IOException gone) {
            // It no longer reads what was still to be written.
        }
        Files.deleteIfExists(errors);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Capped extends FilterInputStream {
        private long left;
        private volatile boolean exceeded;

        Capped(InputStream in, long longest) {
            super(in);
            left = longest;
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            take(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = in.read(bytes, from, length);
            take(Math.max(0, read));
            return read;
        }

        private void take(int bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                exceeded = true;
                throw new IOException("more output than is taken");
            }
        }
    }
}
