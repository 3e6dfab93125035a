package io.jenkins.plugins.pushtoprod.image.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:5000,                http",
        "127.9.8.7,                     http",
        "localhost,                     http",
        "registry.localhost:5000,       http",
        "[::1]:5000,                    http",
        "plain.example.com:5000,        http",
        "plain.example.com,             https",
        "registry.example.com,          https",
        "127.0.0.1.example.com,         https",
        "localhost.example.com,         https",
        "10.0.0.1:5000,                 https",
    })
    void onlyLoopbackAndWhatIsListedIsSpokenToWithoutTls(String registry, String scheme) {
        Endpoint endpoint = new Endpoint(registry, "team/app", Set.of("plain.example.com:5000"));

        assertThat(endpoint.uri("manifests/1")).hasToString(scheme + "://" + registry + "/v2/team/app/manifests/1");
    }

    @ParameterizedTest
    @CsvSource({
        "https://cdn.example.com/blob,      true",
        "http://cdn.example.com/blob,       false",
        "http://127.0.0.1:80/blob,          true",
        "http://127.0.0.1@evil.example.com/, false",
        "ftp://127.0.0.1/,                  false",
        "file:///etc/passwd,                false",
    })
    void nothingIsSentElsewhereWithoutTls(String uri, boolean allowed) {
        assertThat(new Endpoint("registry.example.com", "a", Set.of()).allows(URI.create(uri)))
                .isEqualTo(allowed);
    }
}
