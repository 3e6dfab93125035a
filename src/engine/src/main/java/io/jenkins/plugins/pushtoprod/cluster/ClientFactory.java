package io.jenkins.plugins.pushtoprod.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

/**
 * Makes the Kubernetes client. It starts from an empty configuration: no file, environment variable, system property or service
 * account of the process that we run in gets into it.
 */
final class ClientFactory {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int REQUEST_MILLIS = 20_000;
    private static final int RETRIES = 4;
    private static final int RETRY_MILLIS = 200;

    private final Instant now;

    ClientFactory(Instant now) {
        this.now = now;
    }

    KubernetesClient client(Connection connection) {
        Certificates certificates = new Certificates(connection.origin(), now);
        TrustManager[] trust = certificates.trust(connection.authority());
        Optional<KeyManager[]> keys = connection.certificate().map(certificates::keys);
        return new KubernetesClientBuilder()
                .withConfig(config(connection))
                .withHttpClientBuilderConsumer(http -> http.sslContext(keys.orElse(null), trust))
                .build();
    }

    private static Config config(Connection connection) {
        ConfigBuilder config = new ConfigBuilder(Config.empty())
                .withMasterUrl(connection.server().toString())
                .withUserAgent(Api.MANAGER)
                .withConnectionTimeout(CONNECT_MILLIS)
                .withRequestTimeout(REQUEST_MILLIS)
                .withRequestRetryBackoffLimit(RETRIES)
                .withRequestRetryBackoffInterval(RETRY_MILLIS);
        connection
                .token()
                .ifPresent(
                        token -> config.withOauthTokenProvider(() -> token.get().reveal()));
        connection.login().ifPresent(login -> config.withUsername(login.user())
                .withPassword(login.password().reveal()));
        connection.namespace().ifPresent(config::withNamespace);
        connection.proxy().ifPresent(proxy -> config.withHttpsProxy(proxy.toString())
                .withHttpProxy(proxy.toString()));
        connection.impersonation().ifPresent(as -> config.withImpersonateUsername(as.user())
                .withImpersonateGroups(as.groups().toArray(String[]::new)));
        return config.build();
    }

    /** The same transport; {@link Api} knows better what to try again. */
    static HttpClient withoutRetries(KubernetesClient client) {
        return client.getHttpClient()
                .newBuilder()
                .tag(new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }
}
