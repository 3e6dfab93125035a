package io.jenkins.plugins.pushtoprod.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNameTest {

    @ParameterizedTest
    @CsvSource({
        "redis, redis, '', '', redis, ''",
        "redis:7, redis, 7, '', redis, 7",
        "localhost:5000/a/b, localhost:5000/a/b, '', '', b, ''",
        "localhost:5000/a/b:1, localhost:5000/a/b, 1, '', b, 1",
        "a/b:1@sha256:0123456789abcdef, a/b, 1, sha256:0123456789abcdef, b, 0123456789ab"
    })
    void takesAReferenceApart(
            String reference, String repository, String tag, String digest, String lastSegment, String version) {
        ImageName name = ImageName.parse(reference);

        assertThat(name).isEqualTo(new ImageName(repository, tag, digest));
        assertThat(name.lastSegment()).isEqualTo(lastSegment);
        assertThat(name.version()).isEqualTo(version);
    }
}
