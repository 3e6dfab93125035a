package io.jenkins.plugins.pushtoprod.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.jenkins.plugins.pushtoprod.Testbed;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connects to the testbed, and to servers of its own with every certificate that a bad day brings. */
class ConnectIT {

    private static final String LOOPBACK = "san=ip:127.0.0.1";

    @TempDir
    static Path directory;

    @Test
    void saysWhatAnsweredAndWhoWeAre() {
        try (Cluster cluster = Cluster.connect(Testbed.access())) {
            assertThat(cluster.serverVersion()).startsWith("v1.");
            assertThat(cluster.user()).isNotEmpty();
            assertThat(cluster.client().namespaces().withName("default").get()).isNotNull();
        }
    }

    @Test
    void refusesATokenThatTheClusterDoesNotKnow() {
        Connection testbed = Connections.of(Testbed.access());
        Problem problem = problem(
                new ClusterAccess.Token(testbed.server().toString(), testbed.authority(), new SecretValue("s3cret")));

        assertThat(problem.kind()).isEqualTo(Problem.Kind.CLUSTER);
        assertThat(problem.what())
                .isEqualTo("The cluster at " + testbed.address()
                        + " does not accept the credentials: they are wrong, revoked or expired.");
    }

    @Test
    void trustsNoOtherAuthorityThanTheOneThatWasGiven() throws Exception {
        Connection testbed = Connections.of(Testbed.access());
        String other = Keytool.certificate(directory, "-ext", LOOPBACK).certificatePem();

        assertThat(problem(new ClusterAccess.Token(
                                testbed.server().toString(), Optional.of(other), new SecretValue("t")))
                        .what())
                .isEqualTo("The certificate of " + testbed.address()
                        + " is not from the certificate authority that was given.");
    }

    @Test
    void saysThatNoKnownAuthorityKnowsIt() throws Exception {
        Keytool server = Keytool.certificate(directory, "-ext", LOOPBACK, "-validity", "9");

        assertThat(problem(server, Optional.empty()).what())
                .endsWith(" is not from an authority that this JVM trusts.");
    }

    @Test
    void saysSinceWhenTheServersCertificateIsExpired() throws Exception {
        Keytool server = Keytool.signedCertificate(directory, "-ext", LOOPBACK, "-startdate", "-10d", "-validity", "2");

        assertThat(problem(server, Optional.of(server.authorityPem())).what())
                .matches("The certificate of 127\\.0\\.0\\.1:\\d+ has expired \\(NotAfter: .*\\)\\.");
    }

    @Test
    void saysThatTheCertificateIsForOtherNames() throws Exception {
        Keytool server = Keytool.certificate(directory, "-ext", "san=dns:example.com");

        assertThat(problem(server, Optional.of(server.certificatePem())).what())
                .endsWith(" is made out to other names.");
    }

    @Test
    void saysSinceWhenOurCertificateIsExpired() throws Exception {
        Keytool ours = Keytool.certificate(directory, "-startdate", "-10d", "-validity", "3");
        String kubeconfig =
                """
                current-context: c
                clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
                contexts: [{name: c, context: {cluster: c, user: c}}]
                users: [{name: c, user: {client-certificate-data: %s, client-key-data: %s}}]
                """
                        .formatted(base64(ours.certificatePem()), base64(ours.keyPem()));

        Problem problem = problem(new ClusterAccess.Kubeconfig(new SecretValue(kubeconfig), Optional.empty()));

        assertThat(problem.kind()).isEqualTo(Problem.Kind.CLUSTER);
        assertThat(problem.what()).matches("The client certificate of CN=test expired at 20\\d\\d-.*Z\\.");
    }

    private static Problem problem(Keytool certificate, Optional<String> authority) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        server.start();
        try {
            String url = "https://127.0.0.1:" + server.getAddress().getPort();
            return problem(new ClusterAccess.Token(url, authority, new SecretValue("s3cret")));
        } finally {
            server.stop(0);
        }
    }

    private static Problem problem(ClusterAccess access) {
        ProblemException e = catchThrowableOfType(
                ProblemException.class, () -> Cluster.connect(access).close());
        assertThat(e.problems().toString()).doesNotContain("s3cret");
        return e.problems().get(0);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
