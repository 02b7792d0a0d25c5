package org.earshot.ingest.extraction;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program of the system that reads documents for us. */
final class Child {

    private Child() {}

    static boolean isInstalled(String program) {
        var path = System.getenv("PATH");
        if (path == null) {
            return false;
        }
        for (var folder : path.split(File.pathSeparator, -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
