package io.jenkins.plugins.pushtoprod.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({"100m, 0.1", "1, 1", "0.5, 0.5", ".25, 0.25", "2., 2", "1500m, 1.5", "0.001, 0.001", "1e1, 10"})
    void readsCpu(String text, String cores) throws FormatException {
        assertThat(Quantity.cpu(text).amount()).isEqualByComparingTo(cores);
        assertThat(Quantity.cpu(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "0m", "-1", "+1", "1.5m", "0.0001", "1Gi", "1M", "1k", "1 core", "1e", "m", ".", "1e99"
            })
    void refusesWhatIsNoCpu(String text) {
        assertThatThrownBy(() -> Quantity.cpu(text)).isInstanceOf(FormatException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "128Mi, 134217728",
        "1Gi, 1073741824",
        "1.5Gi, 1610612736",
        "1024Ki, 1048576",
        "2M, 2000000",
        "1G, 1000000000",
        "1048576, 1048576",
        "1e9, 1000000000",
        "1Ti, 1099511627776"
    })
    void readsBytes(String text, String bytes) throws FormatException {
        assertThat(Quantity.bytes(text).amount()).isEqualByComparingTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "128m, Did you mean 128Mi?",
        "128, Did you mean 128Mi?",
        "128MB, Did you mean 128Mi?",
        "128 MiB, Did you mean 128Mi?",
        "2gb, Did you mean 2Gi?",
        "0, Such as 128Mi or 1Gi",
        "1048576.5, Did you mean 1048576.5Mi?",
        "2Ei, Such as 128Mi or 1Gi",
        "999999Pi, Such as 128Mi or 1Gi",
        "-1Gi, Such as 128Mi or 1Gi",
        "much, Such as 128Mi or 1Gi"
    })
    void saysHowBytesAreWritten(String text, String advice) {
        assertThatThrownBy(() -> Quantity.bytes(text))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.advice()).contains(advice));
    }
}
