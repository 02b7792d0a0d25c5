package org.earshot.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

    @TempDir Path folder;

    @Test
    void theBlockIsRememberedWhileItIsFree() {
        var home = new Home(folder, folder.resolve("state"));

        var first = Ports.choose(home, null);

        assertThat(Ports.choose(home, null)).isEqualTo(first);
        assertThat((first.base() - Ports.FIRST) % Ports.BLOCK).isZero();
    }

    @Test
    void theBlockMovesWhenSomebodyElseHasTakenIt() throws Exception {
        var home = new Home(folder, folder.resolve("state"));
        var first = Ports.choose(home, null);

        try (var taken = new ServerSocket(first.kafka(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.choose(home, null).base())
                    .isNotEqualTo(first.base())
                    .isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void aBaseThatSomebodyInsistsOnIsUsedOrRefusedInWords() throws Exception {
        var home = new Home(folder, folder.resolve("state"));
        int base = Ports.choose(home, null).base();

        assertThat(Ports.choose(home, Integer.toString(base))).isEqualTo(new Ports(base));
        assertThatThrownBy(() -> Ports.choose(home, "many"))
                .hasMessage("EARSHOT_PORT_BASE must be a number, such as 18080.");
        try (var taken = new ServerSocket(base + 3, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Ports.choose(home, Integer.toString(base)))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("Choose another EARSHOT_PORT_BASE");
            assertThat(taken.isClosed()).isFalse();
        }
    }

    @Test
    void noTwoPartsShareAPort() {
        var ports = new Ports(20000);

        assertThat(
                        List.of(
                                ports.of(Service.INGEST),
                                ports.managementOf(Service.INGEST),
                                ports.of(Service.CLASSIFIER),
                                ports.managementOf(Service.CLASSIFIER),
                                ports.of(Service.ROUTING),
                                ports.managementOf(Service.ROUTING),
                                ports.of(Service.AUDIT),
                                ports.managementOf(Service.AUDIT),
                                ports.keycloak(),
                                ports.kafka(),
                                ports.kafkaController(),
                                ports.postgres()))
                .doesNotHaveDuplicates()
                .allMatch(port -> port >= 20000 && port < 20000 + Ports.BLOCK);
    }
}
