package io.jenkins.plugins.pushtoprod.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    static Stream<Arguments> words() {
        return Stream.of(
                Arguments.of("python -m users", List.of("python", "-m", "users")),
                Arguments.of("  python\t-m   users \n", List.of("python", "-m", "users")),
                Arguments.of("echo 'two words' \"and three more\"", List.of("echo", "two words", "and three more")),
                Arguments.of("echo a'b'\"c\"d", List.of("echo", "abcd")),
                Arguments.of("echo '' \"\"", List.of("echo", "", "")),
                Arguments.of("echo '$HOME | \\ \"'", List.of("echo", "$HOME | \\ \"")),
                Arguments.of("echo \"a \\\"b\\\" \\$c \\` \\\\ \\d '\"", List.of("echo", "a \"b\" $c ` \\ \\d '")),
                Arguments.of("echo \\$HOME \\| two\\ words \\'", List.of("echo", "$HOME", "|", "two words", "'")),
                Arguments.of(
                        "java -jar app.jar \\\n  --server.port=80",
                        List.of("java", "-jar", "app.jar", "--server.port=80")),
                Arguments.of("echo a\\\nb \"c\\\nd\"", List.of("echo", "ab", "cd")),
                Arguments.of("gunicorn app:app#main a~b %h @x", List.of("gunicorn", "app:app#main", "a~b", "%h", "@x")),
                Arguments.of("run key=value {a,b}", List.of("run", "key=value", "{a,b}")),
                Arguments.of("run if then exec cd", List.of("run", "if", "then", "exec", "cd")),
                Arguments.of("'if' x", List.of("if", "x")),
                Arguments.of("echo größe 日本", List.of("echo", "größe", "日本")));
    }

    @ParameterizedTest
    @MethodSource("words")
    void splitsIntoWordsWhatNeedsNoShell(String line, List<String> words) throws FormatException {
        assertThat(CommandLine.parse(line)).isEqualTo(new Command(words, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gunicorn --bind 0.0.0.0:$PORT",
                "echo \"to $HOME\"",
                "echo `date`",
                "echo \"`date`\"",
                "cd /app && python app.py",
                "a; b",
                "a | b",
                "a &",
                "a > out",
                "a < in",
                "(a)",
                "ls *.py",
                "ls file?",
                "ls [ab]",
                "ls ~/x",
                "a # not a word",
                "exec gunicorn app:app",
                "cd /app",
                ". ./env",
                "DEBUG=1 python app.py",
                "DEBUG=\"1 2\" python app.py",
                "if true",
                "! true",
                "first line\nsecond line",
                "echo \"$(echo \"nested\")\""
            })
    void keepsForAShellWhatNeedsOne(String line) throws FormatException {
        assertThat(CommandLine.parse(line)).isEqualTo(new Command(List.of(line), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n ", "''", "\"\" x", "echo 'open", "echo \"open", "echo open\\", "\\\n"})
    void refusesWhatIsNoCommand(String line) {
        assertThatThrownBy(() -> CommandLine.parse(line)).isInstanceOf(FormatException.class);
    }

    @Test
    void saysWhichQuoteIsMissing() {
        assertThatThrownBy(() -> CommandLine.parse("echo \"it's"))
                .isInstanceOfSatisfying(FormatException.class, e -> assertThat(e.advice())
                        .contains("Add the missing \", or write \\\" if it is part of a word"));
    }
}
