package io.jenkins.plugins.pushtoprod.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 3 * * *",
                "*/15 * * * *",
                "5/15 * * * *",
                "0-30/10,45 0,12 1,15 * *",
                "0 9-17 * * MON-FRI",
                "0 0 1 jan,JUL ?",
                "0 0 29 2 *",
                "0 0 31 * 0",
                "0 0 30 2 mon",
                "59 23 31 12 6",
                "00 03 01 01 00",
                "@hourly",
                "@daily",
                "@midnight",
                "@weekly",
                "@monthly",
                "@yearly",
                "@annually"
            })
    void readsWhatACronJobTakes(String text) throws FormatException {
        assertThat(Cron.parse(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "-1 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * 32 * *",
                "* * * 0 *",
                "* * * 13 *",
                "* * * * 7",
                "* * * foo *",
                "* * * * monday",
                "5-1 * * * *",
                "*/0 * * * *",
                "1,,2 * * * *",
                "1- * * * *",
                "* * 31 4,6 *",
                "* * 30 feb ?",
                "H H * * *",
                "@every 5m",
                "@reboot",
                "TZ=Etc/UTC 0 3 * * *"
            })
    void refusesTheRest(String text) {
        assertThatThrownBy(() -> Cron.parse(text)).isInstanceOf(FormatException.class);
    }

    @Test
    void writesOneBlankBetweenTheFields() throws FormatException {
        assertThat(Cron.parse(" 0  3\t* * * ")).isEqualTo("0 3 * * *");
    }
}
