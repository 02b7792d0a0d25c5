package org.earshot.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Predicate;
import org.earshot.transparency.ExportReader;
import org.earshot.transparency.Verification;
import org.earshot.transparency.Verifier;
import org.earshot.transparency.Vkey;

/**
 * Verifies the audit log with the stand-alone verifier, which trusts nothing but the public key,
 * and that it still begins with what it was when it was last verified here.
 */
final class LogCheck {

    private final Api auditor;
    private final Home home;
    private final Vkey key;

    LogCheck(Api auditor, Home home, Description suite) {
        this.auditor = auditor;
        this.home = home;
        key = Vkey.parse(suite.auditVkey());
    }

    /** Fetches the whole log, which stays in the state folder, and verifies it. */
    Verification verify() {
        try {
            try (var log = auditor.stream(Service.AUDIT, "/v1/log/export")) {
                Files.copy(log, export(), StandardCopyOption.REPLACE_EXISTING);
            }
            try (var log = Files.newInputStream(export())) {
                return Verifier.verifyExportSince(log, key, home.file("verified-checkpoint"));
            }
        } catch (IOException e) {
            throw new Failure("The log could not be fetched.", e);
        }
    }

    /** Whether the log as last fetched holds such an event. */
    boolean holds(Predicate<JsonNode> event) {
        try (var log = Files.newInputStream(export())) {
            var reader = new ExportReader(log);
            for (var entry = reader.next(); entry != null; entry = reader.next()) {
                var opening = entry.opening();
                if (opening != null
                        && event.test(
                                Json.parse(new String(opening.event(), StandardCharsets.UTF_8)))) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new Failure("The log could not be read.", e);
        }
    }

    Path export() {
        return home.file("log-export.txt");
    }

    /** Says what was found; true if all holds. */
    static boolean report(Terminal terminal, Verification found) {
        if (found.ok()) {
            terminal.say(
                    terminal.good("The log holds: ")
                            + "%d entries hashed to the signed root%s."
                                    .formatted(
                                            found.entries(),
                                            found.erased() == 0
                                                    ? ""
                                                    : ", " + found.erased() + " of them erased"));
        }
        found.problems()
                .forEach(problem -> terminal.say(terminal.bad("Does not hold: ") + problem + "."));
        return found.ok();
    }
}
