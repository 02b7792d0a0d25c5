package org.earshot.transparency;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks a log from outside, with the log's public key and nothing else: an export from its signed
 * root to the bytes of every event, or the proof of one event. It reads an export as a stream, so
 * the length of a log is no limit.
 */
public final class Verifier {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    private static final int MAX_PROBLEMS = 20;
    private static final String USAGE_TEXT =
            """
            usage: verify --vkey KEY --export FILE [--since STATE]
                   verify --vkey KEY --proof FILE --event FILE
              --vkey    the log's public key, obtained by another way than the log
              --export  the whole log; - reads standard input
              --since   a file kept from one run to the next: the log must extend what it was then
              --proof   a .tlog-proof file; --event holds the exact bytes of its event
            exit: 0 all holds, 1 something does not, 2 wrong usage or unreadable file\
            """;

    private Verifier() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    static int run(List<String> args, PrintStream out, PrintStream err) {
        Verification verification;
        try {
            var options = options(args);
            var vkey = Vkey.parse(required(options, "--vkey"));
            verification =
                    options.containsKey("--export")
                            ? export(options, vkey)
                            : verifyProof(
                                    Files.readString(Path.of(required(options, "--proof"))),
                                    Files.readAllBytes(Path.of(required(options, "--event"))),
                                    vkey);
        } catch (Usage e) {
            err.println(e.getMessage());
            err.println(USAGE_TEXT);
            return USAGE;
        } catch (MalformedException badKey) {
            err.println("The key cannot be read: " + badKey.getMessage() + ".");
            return USAGE;
        } catch (IOException e) {
            err.println("Cannot read: " + e.getMessage() + ".");
            return USAGE;
        }
        out.println(verification.toJson());
        verification.problems().forEach(problem -> err.println("Does not hold: " + problem + "."));
        return verification.ok() ? OK : FAILED;
    }

    private static final class Usage extends Exception {
        private static final long serialVersionUID = 1L;

        Usage(String message) {
            super(message);
        }
    }

    private static Map<String, String> options(List<String> args) throws Usage {
        if (args.isEmpty() || !args.getFirst().equals("verify") || args.size() % 2 == 0) {
            throw new Usage("The command is verify, followed by options with a value each.");
        }
        var known = Set.of("--vkey", "--export", "--since", "--proof", "--event");
        var options = new HashMap<String, String>();
        for (int i = 1; i < args.size(); i += 2) {
            String previous = options.put(args.get(i), args.get(i + 1));
            if (!known.contains(args.get(i)) || previous != null) {
                throw new Usage("Unknown or repeated option: " + args.get(i) + ".");
            }
        }
        boolean ofExport = options.containsKey("--export");
        boolean ofProof = options.containsKey("--proof") || options.containsKey("--event");
        if (ofExport == ofProof || (ofProof && options.containsKey("--since"))) {
            throw new Usage("Either --export (with --since) or --proof with --event.");
        }
        return options;
    }

    private static String required(Map<String, String> options, String name) throws Usage {
        String value = options.get(name);
        if (value == null) {
            throw new Usage("Missing option: " + name + ".");
        }
        return value;
    }

    private static Verification export(Map<String, String> options, Vkey vkey)
            throws IOException, Usage {
        String file = required(options, "--export");
        String state = options.get("--since");
        if (state == null) {
            return file.equals("-")
                    ? verifyExport(System.in, vkey)
                    : verifyExport(Path.of(file), vkey);
        }
        try (var in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
            return verifyExportSince(in, vkey, Path.of(state));
        }
    }

    /** Checks the export in {@code file} from the signed root to every event in it. */
    public static Verification verifyExport(Path file, Vkey vkey) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return verifyExport(in, vkey);
        }
    }

    /** As {@link #verifyExport(Path, Vkey)}; the caller closes the stream. */
    public static Verification verifyExport(InputStream in, Vkey vkey) throws IOException {
        return new ExportVerification(vkey, null).of(in);
    }

    /**
     * Also checks that the log still begins with what it was when {@code state} was written, and
     * then writes {@code state} anew, if all holds. The state is the signed checkpoint, so that two
     * of them that disagree prove by themselves that the log was rewritten.
     */
    public static Verification verifyExportSince(InputStream in, Vkey vkey, Path state)
            throws IOException {
        Checkpoint seen = null;
        if (Files.exists(state)) {
            try {
                seen = SignedCheckpoint.open(Files.readString(state), vkey).checkpoint();
            } catch (UnverifiedException | MalformedException e) {
                throw new IOException("the state is not a checkpoint of this log", e);
            }
        }
        var run = new ExportVerification(vkey, seen);
        var verification = run.of(in);
        if (verification.ok()) {
            Path folder = state.toAbsolutePath().getParent();
            Path fresh = Files.createTempFile(folder, "checkpoint", ".tmp");
            Files.writeString(fresh, run.note);
            Files.move(
                    fresh,
                    state,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        }
        return verification;
    }

    /** Checks that {@code event} is in the log, by the text of a tlog-proof. */
    public static Verification verifyProof(String proof, byte[] event, Vkey vkey) {
        try {
            var checkpoint = TlogProof.parse(proof).verify(event, vkey);
            return new Verification(checkpoint.size(), checkpoint.root(), 1, 0, List.of());
        } catch (MalformedException | UnverifiedException e) {
            return Verification.failed(words(e));
        }
    }

    private static String words(Exception e) {
        return String.valueOf(e.getMessage());
    }

    /** One pass over one export. */
    private static final class ExportVerification {
        private final Vkey vkey;
        private final @Nullable Checkpoint seen;
        private final Frontier frontier = new Frontier();
        private final List<Verification.Problem> problems = new ArrayList<>();
        private String note = "";
        private long erased;

        ExportVerification(Vkey vkey, @Nullable Checkpoint seen) {
            this.vkey = vkey;
            this.seen = seen;
        }

        Verification of(InputStream in) throws IOException {
            ExportReader reader;
            Checkpoint signed;
            try {
                reader = new ExportReader(in);
                note = reader.checkpointNote();
                signed = SignedCheckpoint.open(note, vkey).checkpoint();
            } catch (MalformedException | UnverifiedException e) {
                return Verification.failed(words(e));
            }
            if (seen != null && seen.size() > signed.size()) {
                problem(null, "the log has lost entries since it was last seen");
            }
            compareWithSeen();
            if (readEntries(reader, signed.size())) {
                if (!frontier.root().equals(signed.root())) {
                    problem(null, "the entries do not give the signed root");
                }
            }
            return new Verification(
                    signed.size(), signed.root(), frontier.size(), erased, problems);
        }

        /** Whether all lines were there and in order, so that there is a root to compare. */
        private boolean readEntries(ExportReader reader, long size) throws IOException {
            try {
                ExportEntry entry;
                while ((entry = reader.next()) != null) {
                    if (entry.index() == size) {
                        problem(size, "the signed checkpoint has no such entry");
                        return false;
                    }
                    read(entry);
                }
            } catch (MalformedException e) {
                problem(reader.position(), words(e));
                return false;
            }
            if (frontier.size() < size) {
                problem(frontier.size(), "missing, and all after it");
                return false;
            }
            return true;
        }

        private void read(ExportEntry entry) {
            var opening = entry.opening();
            if (opening == null) {
                erased++;
            } else if (!opening.commitment().equals(entry.commitment())) {
                problem(entry.index(), "the commitment is not that of its salt and event");
            }
            frontier.append(Opening.leafHash(entry.commitment()));
            compareWithSeen();
        }

        private void compareWithSeen() {
            if (seen != null
                    && frontier.size() == seen.size()
                    && !frontier.root().equals(seen.root())) {
                problem(null, "the log no longer begins with what it was when last seen");
            }
        }

        private void problem(@Nullable Long index, String words) {
            if (problems.size() < MAX_PROBLEMS) {
                problems.add(new Verification.Problem(index, words));
            }
        }
    }
}
