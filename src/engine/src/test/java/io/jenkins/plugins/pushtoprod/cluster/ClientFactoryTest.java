package io.jenkins.plugins.pushtoprod.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClientFactoryTest {

    /** What a process that we run in may have set for other clients of its own. */
    private static final Map<String, String> OF_OTHERS = Map.of(
            "kubernetes.master", "https://192.0.2.99",
            "kubernetes.auth.token", "leaked",
            "kubernetes.trust.certificates", "true",
            "kubernetes.disable.hostname.verification", "true",
            "kubernetes.namespace", "leaked",
            "https.proxy", "http://192.0.2.98:1");

    @Test
    void takesNothingFromTheProcessItRunsIn() {
        OF_OTHERS.forEach(System::setProperty);
        ClusterAccess access = new ClusterAccess.Token("https://192.0.2.1", Optional.empty(), new SecretValue("ours"));
        try (KubernetesClient client = new ClientFactory(Instant.now()).client(Connections.of(access))) {
            Config config = client.getConfiguration();

            assertThat(config.getMasterUrl()).startsWith("https://192.0.2.1");
            assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("ours");
            assertThat(config.getOauthToken()).isNull();
            assertThat(config.getAutoOAuthToken()).isNull();
            assertThat(config.isTrustCerts()).isFalse();
            assertThat(config.isDisableHostnameVerification()).isFalse();
            assertThat(config.getNamespace()).isNull();
            assertThat(config.getHttpsProxy()).isNull();
            assertThat(config.getUserAgent()).isEqualTo("push-to-prod");
        } finally {
            OF_OTHERS.keySet().forEach(System::clearProperty);
        }
    }
}
