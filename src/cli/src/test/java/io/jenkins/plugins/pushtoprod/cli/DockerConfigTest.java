package io.jenkins.plugins.pushtoprod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.pushtoprod.app.SecretValue;
import io.jenkins.plugins.pushtoprod.image.RegistryAccess.Login;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerConfigTest {

    @TempDir
    Path home;

    @Test
    void findsWhatDockerLoginHasStored() throws Exception {
        // "alice:s3:cret" in base64: a password may have a colon, a user may not.
        assertThat(
                        logins(
                                """
                {"auths": {
                  "registry.example.com:5000": {"auth": "YWxpY2U6czM6Y3JldA=="},
                  "https://index.docker.io/v1/": {"auth": "YWxpY2U6czM6Y3JldA=="},
                  "helper.example.com": {},
                  "broken.example.com": {"auth": "***"}}}
                """))
                .isEqualTo(Map.of(
                        "registry.example.com:5000", new Login("alice", new SecretValue("s3:cret")),
                        "index.docker.io", new Login("alice", new SecretValue("s3:cret"))));
    }

    @Test
    void aConfigThatIsAbsentOrBrokenHasNone() throws Exception {
        assertThat(new DockerConfig(new CommandRunner(home).machine(System.out, System.err)).logins())
                .isEmpty();
        assertThat(logins("{\"auths\": ")).isEmpty();
        assertThat(logins("{}")).isEmpty();
    }

    private Map<String, Login> logins(String config) throws Exception {
        Path file = home.resolve(".docker/config.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, config);
        return new DockerConfig(new CommandRunner(home).machine(System.out, System.err)).logins();
    }
}
