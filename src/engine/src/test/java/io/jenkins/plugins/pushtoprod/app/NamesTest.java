package io.jenkins.plugins.pushtoprod.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @CsvSource({
        "users-api, users-api",
        "Users API.git, users-api-git",
        "my_app, my-app",
        "--x--, x",
        "2048, app-2048",
        "Größe, gro-e",
        "日本, app",
        "'', app",
        "a23456789-123456789-123456789-123456789-123, a23456789-123456789-123456789-123456789",
        "123456789-123456789-123456789-123456789, app-123456789-123456789-123456789-123456"
    })
    void makesANameOfAnyDirectory(String directory, String name) throws FormatException {
        assertThat(Names.appFrom(directory)).isEqualTo(name);
        assertThat(Names.app(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a-", "A", "a.b", "a_b", "1a", "a b", "a\n"})
    void refusesNamesThatNoServiceCanHave(String name) {
        assertThatThrownBy(() -> Names.app(name)).isInstanceOf(FormatException.class);
    }

    @Test
    void boundsTheLengthOfNames() {
        assertThatCode(() -> Names.app("a".repeat(40))).doesNotThrowAnyException();
        assertThatThrownBy(() -> Names.app("a".repeat(41))).isInstanceOf(FormatException.class);
        assertThatCode(() -> Names.label("1".repeat(63))).doesNotThrowAnyException();
        assertThatThrownBy(() -> Names.label("1".repeat(64))).isInstanceOf(FormatException.class);
        assertThatCode(() -> Names.subdomain("a.".repeat(126) + "a")).doesNotThrowAnyException();
        assertThatThrownBy(() -> Names.subdomain("a.".repeat(127) + "a")).isInstanceOf(FormatException.class);
    }

    @ParameterizedTest
    @CsvSource({"LOG-LEVEL, LOG_LEVEL", "1A, _1A", "spring.profiles.active, spring_profiles_active"})
    void suggestsAVariable(String name, String suggestion) {
        assertThatThrownBy(() -> Names.variable(name))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.advice()).contains("Such as " + suggestion));
    }
}
