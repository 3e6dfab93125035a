package io.jenkins.plugins.pushtoprod.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.pushtoprod.app.SecretValue;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

    private final Redactor redactor = new Redactor(Set.of(new SecretValue("marigold"), new SecretValue("abc")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgres://me:verysecret@db/x | postgres://me:****@db/x",
                "GET / Authorization: Bearer abcdefgh.ijkl | GET / Authorization: Bearer ****",
                "Authorization: Basic dXNlcjpwYXNz | Authorization: Basic ****",
                "password=hunter2 user=me | password=**** user=me",
                "{\"api_key\": \"12345\", \"a\": 1} | {\"api_key\": ****, \"a\": 1}",
                "DB_PASSWORD: hunter2 | DB_PASSWORD: ****",
                "INFO got token: s3cr3t | INFO got token: ****",
                "JWT_KEY='x y z' | JWT_KEY=****",
                "run --token abcdef --port 80 | run --token **** --port 80",
                "eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl end | **** end",
                "id AKIAABCDEFGHIJKLMNOP end | id **** end",
                "the flower is marigold. | the flower is ****.",
            })
    void blotsOut(String text, String redacted) {
        assertThat(redactor.redact(text)).isEqualTo(redacted);
    }

    /** What the cluster says has to stay readable. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret \"none\" not found",
                "couldn't find key JWT_KEY in Secret prod/users-jwt-key",
                "no basic auth credentials",
                "exit code 3 (Error), 2 times",
                "references non-existent secret key: tls.crt",
                "a known value that is too short to blot out: abc",
            })
    void leavesAlone(String text) {
        assertThat(redactor.redact(text)).isEqualTo(text);
    }

    @Test
    void aSecretIsBlottedOutBeforeALineIsShortened() {
        String line = "x".repeat(495) + "marigold";
        assertThat(LogReader.lastLines("first\n" + line, redactor)).containsExactly("first", "x".repeat(495) + "****");
    }

    @Test
    void aKeyOverSeveralLinesGoesAsAWhole() {
        assertThat(redactor.redact(List.of(
                        "before", "-----BEGIN RSA PRIVATE KEY-----", "MIIE", "-----END RSA PRIVATE KEY-----", "after")))
                .containsExactly("before", "****", "after");
    }
}
