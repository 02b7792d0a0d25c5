package org.earshot.launcher;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Files;
import java.util.stream.IntStream;
import org.earshot.localstack.FreePorts;
import org.jspecify.annotations.Nullable;

/**
 * A block of ports, all from one base. The block is remembered, so that addresses stay; it moves
 * when somebody else has taken it, so that two clones do not collide.
 */
record Ports(@JsonProperty("base") int base) {

    static final int FIRST = 18080;
    static final int BLOCK = 20;
    private static final int LAST = 60_000;
    private static final String FILE = "ports.json";

    /**
     * The block to start on: nobody listens there.
     *
     * @param wanted the base the caller insists on
     */
    static Ports choose(Home home, @Nullable String wanted) {
        var ports = wanted != null ? insistedOn(wanted) : rememberedOrFree(home);
        Json.write(home.file(FILE), ports);
        return ports;
    }

    private static Ports insistedOn(String wanted) {
        int base;
        try {
            base = Integer.parseInt(wanted);
        } catch (NumberFormatException e) {
            throw new Failure("EARSHOT_PORT_BASE must be a number, such as 18080.");
        }
        if (base < 1024 || base > LAST) {
            throw new Failure("EARSHOT_PORT_BASE must be between 1024 and " + LAST + ".");
        }
        var ports = new Ports(base);
        if (!ports.areFree()) {
            throw new Failure(
                    "Something else listens between %d and %d. Choose another EARSHOT_PORT_BASE."
                            .formatted(base, base + BLOCK - 1));
        }
        return ports;
    }

    private static Ports rememberedOrFree(Home home) {
        if (Files.exists(home.file(FILE))) {
            var remembered = Json.read(home.file(FILE), Ports.class);
            if (remembered.areFree()) {
                return remembered;
            }
        }
        return IntStream.iterate(FIRST, base -> base < LAST, base -> base + BLOCK)
                .mapToObj(Ports::new)
                .filter(Ports::areFree)
                .findFirst()
                .orElseThrow(() -> new Failure("No block of " + BLOCK + " ports is free."));
    }

    private boolean areFree() {
        return IntStream.range(base, base + BLOCK).allMatch(FreePorts::isFree);
    }

    int of(Service service) {
        return base + 2 * service.ordinal();
    }

    int managementOf(Service service) {
        return of(service) + 1;
    }

    int keycloak() {
        return base + 10;
    }

    int kafka() {
        return base + 11;
    }

    int kafkaController() {
        return base + 12;
    }

    int postgres() {
        return base + 13;
    }
}
