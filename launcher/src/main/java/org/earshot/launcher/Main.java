package org.earshot.launcher;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The commands of {@code ./earshot}; the script has seen to a JDK and a build before. */
public final class Main {

    private static final int HEAD = 20;

    private final Home home;
    private final Lifecycle lifecycle;
    private final Terminal terminal = Terminal.out();

    private Main(Home home) {
        this.home = home;
        lifecycle = new Lifecycle(home);
    }

    /**
     * @param args the clone's root, the command, its arguments
     */
    public static void main(String[] args) {
        int status;
        try {
            var main = new Main(Home.of(Path.of(args[0])));
            status = main.run(args[1], List.of(Arrays.copyOfRange(args, 2, args.length)));
        } catch (Failure e) {
            Terminal.err().say("earshot: " + e.getMessage());
            status = 1;
        }
        System.exit(status);
    }

    private int run(String command, List<String> arguments) {
        switch (command) {
            case "prepare" -> lifecycle.prepare(Terminal.err());
            case "up" -> up(arguments);
            case "down" -> {
                none(arguments);
                lifecycle.down();
                terminal.say("Nothing is running.");
            }
            case "status" -> {
                none(arguments);
                return lifecycle.status(terminal) ? 0 : 1;
            }
            case "send" -> {
                return send(arguments) ? 0 : 1;
            }
            case "queue" -> queue(arguments);
            case "verify" -> {
                none(arguments);
                return verify() ? 0 : 1;
            }
            case "demo" -> demo(arguments);
            default -> throw new Failure("There is no command " + command + ". See ./earshot help");
        }
        return 0;
    }

    private void up(List<String> arguments) {
        if (flag(arguments, "--json")) {
            System.out.println(Json.line(lifecycle.up(Terminal.err())));
        } else {
            print(lifecycle.up(terminal));
        }
    }

    private void print(Description suite) {
        suite.services().forEach((name, url) -> terminal.say("  %-20s %s".formatted(name, url)));
        terminal.say("  %-20s %s".formatted("issuer", suite.issuer()));
        terminal.say("  %-20s %s".formatted("kafka", suite.kafka()));
        terminal.say("  %-20s %s".formatted("key of the log", suite.auditVkey()));
        terminal.say("");
        terminal.say("  sign in as           with the password");
        suite.users()
                .values()
                .forEach(user ->
                        terminal.say("  %-20s %s".formatted(user.username(), user.password())));
        terminal.say("");
        terminal.say("  ./earshot send letters/mailbag.jsonl   ./earshot queue   ./earshot down");
    }

    private boolean send(List<String> arguments) {
        var files = arguments.stream().map(Path::of).toList();
        if (files.isEmpty()) {
            throw new Failure("Which files? ./earshot send FILE...");
        }
        for (var file : files) {
            if (!Files.isReadable(file)) {
                throw new Failure("Cannot read " + file + ".");
            }
        }
        var suite = lifecycle.required();
        var all = new boolean[] {true};
        try (var http = Api.client()) {
            new Sender(http, suite)
                    .send(
                            Mailbag.sentOnce().of(files),
                            sent -> {
                                all[0] &= sent.accepted();
                                terminal.say(Json.line(sent.line()));
                            });
        }
        return all[0];
    }

    private void queue(List<String> arguments) {
        var asJson = flag(arguments, "--json");
        var suite = lifecycle.required();
        try (var http = Api.client()) {
            var supervisor = Api.asPerson(http, suite, "supervisor");
            var pile = new Pile(supervisor);
            var head = pile.head(HEAD);
            if (asJson) {
                ArrayNode array = Json.object().putArray("items");
                head.forEach(array::add);
                terminal.say(Json.line(array));
            } else {
                pile.print(terminal, head);
                terminal.say("");
                var today = Counts.today();
                terminal.say("  Today: " + Counts.of(supervisor, today, today).words() + ".");
            }
        }
    }

    private boolean verify() {
        var suite = lifecycle.required();
        try (var http = Api.client()) {
            var check = new LogCheck(Api.asPerson(http, suite, "auditor"), home, suite);
            var found = check.verify();
            terminal.say("With the public key " + suite.auditVkey());
            var holds = LogCheck.report(terminal, found);
            terminal.say("The export is in " + home.root().relativize(check.export()) + ".");
            return holds;
        }
    }

    private void demo(List<String> arguments) {
        var mailbag = home.root().resolve("letters/mailbag.jsonl");
        int letters = Mailbag.size(mailbag);
        boolean keep = false;
        var left = new ArrayList<>(arguments);
        while (!left.isEmpty()) {
            switch (left.removeFirst()) {
                case "--keep" -> keep = true;
                case "--letters" -> letters = number(left.isEmpty() ? "" : left.removeFirst());
                default -> throw new Failure("./earshot demo [--letters N] [--keep]");
            }
        }
        var interrupted = new Thread(lifecycle::end, "demo was interrupted");
        boolean held = false;
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            terminal.say(terminal.bold("Earshot: a mailbag of " + letters + " letters"));
            var suite = lifecycle.up(terminal);
            new Demo(terminal, home, suite, mailbag, letters).tell();
            held = true;
            if (keep) {
                terminal.heading("It is yours to look at");
                print(suite);
            }
        } finally {
            if (Lifecycle.dismiss(interrupted) && !(held && keep)) {
                lifecycle.down();
            }
        }
        terminal.say("");
        terminal.say(
                terminal.good("All of it held.")
                        + (keep ? "" : " Nothing is left running; --keep would have left it up."));
    }

    private static int number(String word) {
        try {
            int number = Integer.parseInt(word);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered below like a number that is none.
        }
        throw new Failure("How many letters? ./earshot demo --letters 50");
    }

    private static boolean flag(List<String> arguments, String flag) {
        if (arguments.isEmpty()) {
            return false;
        }
        if (arguments.equals(List.of(flag))) {
            return true;
        }
        throw new Failure("The only option here is " + flag + ".");
    }

    private static void none(List<String> arguments) {
        if (!arguments.isEmpty()) {
            throw new Failure("This command has no options.");
        }
    }
}
