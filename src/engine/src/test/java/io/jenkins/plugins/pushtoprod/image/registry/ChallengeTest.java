package io.jenkins.plugins.pushtoprod.image.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChallengeTest {

    @Test
    void dockerHubsTokenService() {
        Challenge challenge = Challenge.best(
                        List.of(
                                "Bearer"
                                        + " realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\",scope=\"repository:a/b:pull,push\""))
                .orElseThrow();

        assertThat(challenge.scheme()).isEqualTo(Challenge.BEARER);
        assertThat(challenge.parameters())
                .containsEntry("realm", "https://auth.docker.io/token")
                .containsEntry("service", "registry.docker.io")
                .containsEntry("scope", "repository:a/b:pull,push");
    }

    @Test
    void aTokenIsBetterThanThePasswordItself() {
        assertThat(Challenge.best(List.of("Basic realm=\"Registry\"", "BEARER realm=https://t.example.com/token"))
                        .orElseThrow()
                        .parameters())
                .containsEntry("realm", "https://t.example.com/token");
    }

    @Test
    void schemesThatAreNotUnderstoodAreNoChallenge() {
        assertThat(Challenge.best(List.of("Negotiate", "Bearer error=\"x\"", "")))
                .isEmpty();
        assertThat(Challenge.best(List.of())).isEmpty();
    }
}
