package io.jenkins.plugins.pushtoprod.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubeconfigReaderTest {

    private static final String CLUSTER = "server: https://192.0.2.1:6443";

    @Test
    void readsTheCurrentContext() {
        Connection connection =
                read(kubeconfig(CLUSTER + ", certificate-authority-data: " + base64("authority"), "token: s3cret"));

        assertThat(connection.server()).hasToString("https://192.0.2.1:6443");
        assertThat(connection.address()).isEqualTo("192.0.2.1:6443");
        assertThat(connection.authority()).contains("authority");
        assertThat(connection.token().orElseThrow().get().reveal()).isEqualTo("s3cret");
        assertThat(connection.namespace()).contains("shop");
        assertThat(connection.origin()).isEqualTo("context main of the kubeconfig");
        assertThat(connection.toString()).doesNotContain("s3cret");
    }

    @Test
    void readsClientCertificateLoginProxyAndImpersonation() {
        Connection connection = read(kubeconfig(
                CLUSTER + ", proxy-url: http://proxy.example.com:3128",
                "client-certificate-data: " + base64("certificate") + ", client-key-data: " + base64("key")
                        + ", username: jane, password: s3cret, as: ops, as-groups: [admins, viewers]"));

        assertThat(connection.certificate().orElseThrow().certificates()).isEqualTo("certificate");
        assertThat(connection.certificate().orElseThrow().key().reveal()).isEqualTo("key");
        assertThat(connection.login().orElseThrow().user()).isEqualTo("jane");
        assertThat(connection.proxy().orElseThrow()).hasToString("http://proxy.example.com:3128");
        assertThat(connection.impersonation().orElseThrow().groups()).containsExactly("admins", "viewers");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exec: {command: touch, args: [/tmp/x]} | users[0].user.exec wants a program to be run",
                "auth-provider: {name: gcp}             | users[0].user.auth-provider is not supported",
                "tokenFile: /etc/passwd                 | users[0].user.tokenFile names a file",
                "client-certificate: /etc/passwd        | users[0].user.client-certificate names a file",
                "client-key: /etc/passwd                | users[0].user.client-key names a file",
                "client-certificate-data: YQ==          | users[0].user has only one of",
                "client-certificate-data: '#'           | client-certificate-data is not base64",
                "as-user-extra: {a: [b]}                | users[0].user.as-user-extra is not supported",
                "token: [s3cret]                        | users[0].user.token is not a text",
            })
    void refusesOfAUser(String user, String what) {
        assertThat(problem(kubeconfig(CLUSTER, user)).what()).contains(what).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "certificate-authority: /etc/passwd | clusters[0].cluster.certificate-authority names a file",
                "insecure-skip-tls-verify: true     | turns off the check of who answers",
                "tls-server-name: other             | clusters[0].cluster.tls-server-name is not supported",
                "proxy-url: ftp://u:s3cret@p:1      | clusters[0].cluster.proxy-url is not the address of a proxy",
            })
    void refusesOfACluster(String cluster, String what) {
        assertThat(problem(kubeconfig(CLUSTER + ", " + cluster, "token: t")).what())
                .contains(what)
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.1:6443",
                "ftp://192.0.2.1",
                "http://192.0.2.1:8080",
                "https://user:s3cret@192.0.2.1",
                "https://192.0.2.1?x=y",
                "https://a b"
            })
    void refusesServersThatAreNotSafeAddresses(String server) {
        Problem problem = problem(kubeconfig("server: '" + server + "'", "token: t"));

        assertThat(problem.what())
                .startsWith("The kubeconfig's clusters[0].cluster.server")
                .doesNotContain("s3cret");
        assertThat(problem.advice()).contains("Write it as https://HOST:PORT.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:8001", "http://localhost:8001", "https://[2001:db8::1]:6443/k8s/clusters/c-1"})
    void takesPlainHttpToThisMachineAndPaths(String server) {
        assertThat(read(kubeconfig("server: '" + server + "'", "token: t")).server())
                .hasToString(server);
    }

    @Test
    void doesNotLookAtOtherContexts() {
        String other =
                """
                - name: other
                  user: {exec: {command: aws}}
                """;
        String kubeconfig = kubeconfig(CLUSTER, "token: t") + other;

        assertThat(read(kubeconfig).token()).isPresent();
    }

    @Test
    void namesTheContextThatWasMeant() {
        Problem problem = problem(kubeconfig(CLUSTER, "token: t"), Optional.of("mian"));

        assertThat(problem.what()).isEqualTo("The kubeconfig has no context mian; did you mean main?");
        assertThat(problem.advice()).contains("Name one of its contexts: main.");
    }

    @Test
    void saysOnWhichLineItIsMalformed() {
        Problem problem = problem("apiVersion: v1\nclusters:\n  - name: [a\nusers: []\n");

        assertThat(problem.kind()).isEqualTo(Problem.Kind.INPUT);
        assertThat(problem.where().orElseThrow()).startsWith("kubeconfig, line ");
        assertThat(problem.what()).startsWith("The kubeconfig is not YAML");
    }

    @Test
    void saysOnWhichLineAValueIsWrong() {
        Problem problem = problem(kubeconfig(CLUSTER, "exec: {}"));

        assertThat(problem.where()).contains("kubeconfig, line 12, users[0].user.exec");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                              | is empty",
                "just text                       | is not a mapping",
                "{}                              | has no current-context",
                "{current-context: a}            | has no contexts",
                "{current-context: a, contexts: b} | contexts is not a list",
                "{a: &x [1], b: *x}              | has an alias",
                "{current-context: a, current-context: b} | current-context is there twice",
            })
    void refusesWhatIsNoKubeconfig(String yaml, String what) {
        assertThat(problem(yaml).what()).contains(what);
    }

    @Test
    void refusesAnAliasBombAtOnce() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }

        assertThat(problem(bomb.toString()).what()).contains("has an alias");
    }

    @Test
    void refusesASecondDocument() {
        assertThat(problem(kubeconfig(CLUSTER, "token: t") + "---\na: b\n").what())
                .contains("second document");
    }

    @Test
    void refusesWhatIsTooLarge() {
        assertThat(problem("a: " + "x".repeat(1 << 20)).what()).contains("larger than 1 MiB");
    }

    private static Connection read(String yaml) {
        return new KubeconfigReader(new SecretValue(yaml)).read(Optional.empty());
    }

    private static Problem problem(String yaml) {
        return problem(yaml, Optional.empty());
    }

    private static Problem problem(String yaml, Optional<String> context) {
        ProblemException e = catchThrowableOfType(
                ProblemException.class, () -> new KubeconfigReader(new SecretValue(yaml)).read(context));
        assertThat(e).isNotNull();
        return e.problems().get(0);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String kubeconfig(String cluster, String user) {
        return """
                apiVersion: v1
                kind: Config
                current-context: main
                clusters:
                - name: c
                  cluster: {%s}
                contexts:
                - name: main
                  context: {cluster: c, user: u, namespace: shop}
                users:
                - name: u
                  user: {%s}
                """
                .formatted(cluster, user);
    }
}
