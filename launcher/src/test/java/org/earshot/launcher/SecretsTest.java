package org.earshot.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir Path folder;

    @Test
    void secretsAreMadeOnceAndAreOnlyTheOwners() throws Exception {
        var home = new Home(folder, folder.resolve("state"));

        var made = Secrets.of(home);

        assertThat(Secrets.of(home)).isEqualTo(made);
        assertThat(Secrets.of(new Home(folder, folder.resolve("other")))).isNotEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.state())))
                .isEqualTo("rwx------");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(home.file("secrets.json"))))
                .isEqualTo("rw-------");
        assertThat(made.toString()).isEqualTo("Secrets");
    }

    @Test
    void theDescriptionHasWhatAProgramNeeds() throws Exception {
        var secrets = Secrets.of(new Home(folder, folder.resolve("state")));

        var described = Json.parse(Json.line(Description.of(new Ports(20000), secrets)));

        assertThat(described.path("services"))
                .isEqualTo(
                        Json.parse(
                                """
                                {"ingest-service":"http://127.0.0.1:20000",
                                 "classifier-service":"http://127.0.0.1:20002",
                                 "routing-service":"http://127.0.0.1:20004",
                                 "audit-service":"http://127.0.0.1:20006"}\
                                """));
        assertThat(described.path("issuer").asText())
                .isEqualTo("http://127.0.0.1:20010/realms/earshot");
        assertThat(described.path("kafka").asText()).isEqualTo("127.0.0.1:20011");
        assertThat(described.path("clients").fieldNames())
                .toIterable()
                .containsExactly("portal", "portal-two", "classifier-service", "canary", "console");
        assertThat(described.path("users").fieldNames())
                .toIterable()
                .containsExactly(
                        "caseworker",
                        "caseworker2",
                        "supervisor",
                        "duty-manager",
                        "auditor",
                        "analyst",
                        "approver",
                        "data-protection-officer");
        assertThat(described.at("/users/duty-manager/username").asText()).isEqualTo("dutymanager");
        assertThat(described.at("/users/duty-manager/clientId").asText())
                .isEqualTo("earshot-console");
        assertThat(described.path("auditVkey").asText()).startsWith("earshot.localhost/log+");
    }

    @Test
    void theKeysHaveTheLengthsTheServicesAskFor() {
        var secrets = Secrets.of(new Home(folder, folder.resolve("state")));

        assertThat(Base64.getDecoder().decode(secrets.keyEncryptionKey())).hasSize(32);
        assertThat(Base64.getDecoder().decode(secrets.logSigningSeed())).hasSize(32);
    }
}
