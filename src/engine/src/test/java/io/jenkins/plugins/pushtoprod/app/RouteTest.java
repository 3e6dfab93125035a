package io.jenkins.plugins.pushtoprod.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "users",
                "users.example.com",
                "*.example.com",
                "1.example.com",
                "xn--gre-6ka8i.example.com",
                "example.com/",
                "example.com/users/v1",
                "example.com/~a/b.c_d-e%20"
            })
    void readsHostsAndPaths(String route) throws FormatException {
        assertThat(Route.parse(route)).isEqualTo(route);
    }

    @ParameterizedTest
    @CsvSource({
        "https://users.example.com/x, Write users.example.com/x",
        "users.example.com:443, Write users.example.com",
        "users.example.com:443/x, Write users.example.com/x",
        "Users.Example.COM/Path, Write users.example.com/Path",
        "'', 'Such as users.example.com or example.com/users'",
        "/users, 'Such as users.example.com or example.com/users'",
        "*, 'Such as users.example.com or example.com/users'",
        "*.com, 'Such as users.example.com or example.com/users'",
        "a.*.example.com, 'Such as users.example.com or example.com/users'",
        "-a.example.com, 'Such as users.example.com or example.com/users'",
        "a..example.com, 'Such as users.example.com or example.com/users'",
        "127.0.0.1, 'Such as users.example.com or example.com/users'",
        "exa mple.com, 'Such as users.example.com or example.com/users'",
        "example.com/a b, Such as example.com/users",
        "example.com//a, Such as example.com/users",
        "example.com/a?b, Such as example.com/users"
    })
    void saysHowARouteIsWritten(String route, String advice) {
        assertThatThrownBy(() -> Route.parse(route))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.advice()).contains(advice));
    }
}
