package io.jenkins.plugins.pushtoprod.cluster;

import static io.jenkins.plugins.pushtoprod.cluster.Releasing.release;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.pushtoprod.app.Provenance;
import io.jenkins.plugins.pushtoprod.cluster.Release.Status;
import io.jenkins.plugins.pushtoprod.manifest.Manifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleasesTest {

    @Test
    void currentIsTheNewestThatWasNotRolledBack() {
        List<Release> history =
                List.of(release(3, Status.ROLLED_BACK), release(2, Status.FAILED), release(1, Status.VERIFIED));

        assertThat(Releases.current(history)).contains(history.get(1));
        assertThat(Releases.lastVerified(history)).contains(history.get(2));
        assertThat(Releases.current(List.of())).isEmpty();
    }

    @Test
    void keepsTenAndTheLastVerifiedOne() {
        List<Release> history = new ArrayList<>();
        for (int number = 14; number >= 1; number--) {
            history.add(release(number, number == 2 || number == 1 ? Status.VERIFIED : Status.FAILED));
        }

        assertThat(Releases.forgettable(history, release(15, Status.APPLYING)))
                .extracting(Release::number)
                .containsExactly(5, 4, 3, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "web, 1, web-v1",
        "users-api, 123, users-api-v123",
        "a-very-long-name-that-is-a-label-all-the-same-and-goes-on-and-on, 7, a-very-long-name-that-is-a-label-all-t-8969131c-v7",
    })
    void namesReleasesShortly(String app, int number, String id) {
        assertThat(ReleaseId.of(app, number)).isEqualTo(id).hasSizeLessThanOrEqualTo(50);
    }

    @Test
    void isReadAsItWasWritten() {
        ReleaseSecret secrets = new ReleaseSecret();
        Provenance provenance = new Provenance(
                Optional.of("abc"),
                Optional.of(Instant.parse("2026-01-01T00:00:00.5Z")),
                Optional.of("main"),
                Optional.of("https://git.example.com/web"),
                Optional.empty(),
                Optional.of("Jane Doe"));
        Release release = release(7, provenance);
        Manifest manifest = new Manifest(
                Fixtures.objects(Fixtures.configMap("web", "ü")),
                List.of(),
                Fixtures.objects(Fixtures.deployment("web", "image")));
        var secret = secrets.write(release, manifest);

        assertThat(secrets.release(secret)).isEqualTo(release);
        assertThat(secrets.manifest(secret)).isEqualTo(manifest);
        assertThat(secret.at("/metadata/name").asText()).isEqualTo("push-to-prod.web-v7");
        assertThat(secret.at("/metadata/labels/push-to-prod.jenkins.io~1status").asText())
                .isEqualTo("deployed");
        assertThat(secrets.patch(release).toString()).doesNotContain("manifest");
        assertThat(secrets.size(secret)).isBetween(500, 2000);
    }
}
