package io.jenkins.plugins.pushtoprod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushToProdTest {

    @TempDir
    Path directory;

    private CommandRunner command;

    @BeforeEach
    void anApp() throws Exception {
        command = new CommandRunner(directory);
        Files.writeString(
                directory.resolve("push-to-prod.yaml"),
                """
                name: shop
                processes: { web: { command: ./serve, port: 8080 } }
                secrets: { JWT_KEY: jwt-key }
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"build", "plan", "deploy", "verify", "ship", "rollback", "status"})
    void everyCommandHelps(String name) {
        CommandRunner.Result result = command.run(name, "--help");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("Usage: push-to-prod " + name, "Example:", "--dir");
        assertThat(command.run("--help").out()).contains("  " + name + " ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ship --regstry=x", "shipp", "ship --timeout soon", "ship --monitoring grafana", "ship extra"})
    void aWrongArgumentIsAProblemAndNotAPageOfUsage(String arguments) {
        CommandRunner.Result result = command.run(arguments.split(" "));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).hasSize(2).first().asString().startsWith("error: ");
    }

    @Test
    void aMisspeltOptionIsToldItsNearestOne() {
        assertThat(command.run("ship", "--regstry", "x").err()).contains("did you mean --registry");
    }

    @Test
    void withoutACommandItHelps() {
        CommandRunner.Result result = command.run();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("Missing required subcommand", "--help");
    }

    @Test
    void aMistakeInTheFileStopsBeforeAnythingElse() throws Exception {
        Files.writeString(directory.resolve("push-to-prod.yaml"), "name: shop\nproceses: {}\n");

        CommandRunner.Result result = ship("--registry", "127.0.0.1:1");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("error: ", "push-to-prod.yaml", "proceses", "processes");
    }

    @Test
    void withoutARegistryNothingIsBuilt() {
        CommandRunner.Result result = ship();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("no registry is named", "--registry");
    }

    @Test
    void aPasswordNeedsAUser() throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "s3cret\n");

        CommandRunner.Result result =
                ship("--registry", "127.0.0.1:1", "--registry-password-file", password.toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("needs a password").doesNotContain("s3cret");
    }

    @Test
    void aSecretIsNeverTakenFromAnArgumentNorRepeated() {
        CommandRunner.Result result = ship("--registry", "127.0.0.1:1", "--secret", "jwt-key=hunter2");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains("--secret jwt-key", "file:PATH or env:NAME")
                .doesNotContain("hunter2");
    }

    @Test
    void aSecretThatTheAppDoesNotHaveIsAMistake() {
        CommandRunner.Result result = ship("--registry", "127.0.0.1:1", "--secret", "jwt=env:HOME");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("no secret jwt", "jwt-key");
    }

    @Test
    void aDirectoryThatIsNotThereIsAMistake() {
        CommandRunner.Result result =
                command.run("status", "--dir", directory.resolve("nowhere").toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("there is no directory");
    }

    @Test
    void withoutAClusterNothingIsAsked() {
        CommandRunner.Result result = command.run("status", "--dir", directory.toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("no cluster is named", "--kubeconfig");
    }

    @Test
    void anImageByTagIsRefused() {
        CommandRunner.Result result =
                command.run("deploy", "--dir", directory.toString(), "--image", "registry.example.com/shop:latest");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("not named by its digest");
    }

    @Test
    void asJsonAProblemIsOnStandardOutputToo() throws Exception {
        CommandRunner.Result result = ship("--output", "json");
        JsonNode document = new ObjectMapper().readTree(result.out());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(document.at("/result").asText()).isEqualTo("input");
        assertThat(document.at("/exitCode").asInt()).isEqualTo(2);
        assertThat(document.at("/problems/0/what").asText()).contains("no registry");
        assertThat(result.err()).contains("error: no registry");
    }

    private CommandRunner.Result ship(String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "ship";
        arguments[1] = "--dir";
        arguments[2] = directory.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return command.run(arguments);
    }
}
