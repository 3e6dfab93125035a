package io.jenkins.plugins.pushtoprod.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.pushtoprod.app.SecretValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsTest {

    private static final Map<String, String> POD =
            Map.of("KUBERNETES_SERVICE_HOST", "2001:db8::1", "KUBERNETES_SERVICE_PORT", "443");

    @TempDir
    Path account;

    @Test
    void takesThePodsServiceAccountAndItsNewestToken() throws Exception {
        Files.writeString(account.resolve("ca.crt"), "authority\n");
        Files.writeString(account.resolve("namespace"), "shop");
        Files.writeString(account.resolve("token"), "first");
        Connection connection = Connections.inCluster(account, POD);
        Files.writeString(account.resolve("token"), "second");

        assertThat(connection.server()).hasToString("https://[2001:db8::1]:443");
        assertThat(connection.authority()).contains("authority");
        assertThat(connection.namespace()).contains("shop");
        assertThat(connection.token().orElseThrow().get().reveal()).isEqualTo("second");
    }

    @Test
    void saysThatThereIsNoPod() {
        assertThatThrownBy(() -> Connections.inCluster(account, Map.of()))
                .hasMessage("There is no service account to use here: KUBERNETES_SERVICE_HOST is not set.");
        assertThatThrownBy(() -> Connections.inCluster(account, POD))
                .hasMessage("There is no service account to use here: cannot read ca.crt.");
    }

    @Test
    void refusesToSendATokenOverPlainHttp() {
        ClusterAccess access =
                new ClusterAccess.Token("http://192.0.2.1:8080", Optional.empty(), new SecretValue("s3cret"));

        assertThatThrownBy(() -> Connections.of(access)).hasMessageContaining("plain HTTP to another machine");
    }
}
