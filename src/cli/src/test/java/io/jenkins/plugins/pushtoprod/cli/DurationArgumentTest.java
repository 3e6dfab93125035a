package io.jenkins.plugins.pushtoprod.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationArgumentTest {

    private final DurationArgument argument = new DurationArgument();

    @Test
    void readsWhatPeopleWrite() {
        assertThat(argument.convert("90s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(argument.convert("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(argument.convert("1h30m")).isEqualTo(Duration.ofMinutes(90));
        assertThat(argument.convert("45")).isEqualTo(Duration.ofSeconds(45));
        assertThat(argument.convert("0s")).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5s", "5 m", "1d", "5m5h", "1.5s", "99999999999s"})
    void refusesTheRestAndSaysHow(String text) {
        assertThatThrownBy(() -> argument.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("90s, 5m or 1h30m");
    }
}
