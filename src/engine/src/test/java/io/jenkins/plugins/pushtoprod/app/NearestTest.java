package io.jenkins.plugins.pushtoprod.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    @ParameterizedTest
    @CsvSource({"'', '', 0", "a, '', 1", "kitten, sitting, 3", "instnaces, instances, 1", "ab, ba, 1", "port, route, 3"
    })
    void countsSlips(String a, String b, int distance) {
        assertThat(Nearest.distance(a, b)).isEqualTo(distance);
        assertThat(Nearest.distance(b, a)).isEqualTo(distance);
    }

    @Test
    void findsTheNearest() {
        assertThat(Nearest.to("instance", List.of("instants", "instances"))).contains("instances");
        assertThat(Nearest.to("PORT", List.of("port"))).contains("port");
    }

    @Test
    void findsNothingWhenNothingIsNear() {
        assertThat(Nearest.to("replicas", Shape.PROCESS.keys())).isEmpty();
        assertThat(Nearest.to("", Shape.PROCESS.keys())).isEmpty();
        assertThat(Nearest.to("x", List.of())).isEmpty();
    }

    @Test
    void looksAtNothingTooLargeToBeASlip() {
        String longWord = "a".repeat(1 << 20);
        assertThat(Nearest.to(longWord, List.of(longWord + "b"))).isEmpty();
        assertThat(Nearest.to(
                        "name",
                        IntStream.range(0, 5000).mapToObj(i -> "nam" + i).toList()))
                .isEmpty();
    }
}
