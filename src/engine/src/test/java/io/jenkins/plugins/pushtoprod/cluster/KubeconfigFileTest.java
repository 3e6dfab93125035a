package io.jenkins.plugins.pushtoprod.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeconfigFileTest {

    @TempDir
    Path home;

    @BeforeEach
    void files() throws Exception {
        Files.createDirectory(home.resolve("pki"));
        Files.writeString(home.resolve("pki/ca.crt"), "authority");
        Files.writeString(home.resolve("token"), "s3cret\n");
        Files.writeString(
                home.resolve("config"),
                """
                current-context: main
                clusters:
                - {name: c, cluster: {server: "https://192.0.2.1", certificate-authority: pki/ca.crt}}
                - {name: d, cluster: {server: "https://192.0.2.2", certificate-authority: pki/gone.crt}}
                contexts:
                - {name: main, context: {cluster: c, user: u}}
                - {name: other, context: {cluster: d, user: e}}
                users:
                - {name: u, user: {tokenFile: token}}
                - {name: e, user: {exec: {command: aws}}}
                """);
    }

    @Test
    void takesInTheFilesOfTheContextAlone() {
        ClusterAccess.Kubeconfig access = new KubeconfigFile(home.resolve("config")).access(Optional.empty());
        Connection connection = Connections.of(access);

        assertThat(connection.authority()).contains("authority");
        assertThat(connection.token().orElseThrow().get().reveal()).isEqualTo("s3cret");
    }

    @Test
    void namesAFileThatIsNotThere() {
        KubeconfigFile file = new KubeconfigFile(home.resolve("config"));

        assertThatThrownBy(() -> file.access(Optional.of("other")))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problems().get(0).what()).isEqualTo("There is no such file.");
                    assertThat(e.problems().get(0).where())
                            .contains(home.resolve("pki/gone.crt").toString());
                });
    }

    @Test
    void leavesToTheReaderWhatIsNotYaml() throws Exception {
        Files.writeString(home.resolve("config"), "a: [");
        ClusterAccess.Kubeconfig access = new KubeconfigFile(home.resolve("config")).access(Optional.empty());

        assertThatThrownBy(() -> Connections.of(access)).hasMessageStartingWith("The kubeconfig is not YAML");
    }
}
