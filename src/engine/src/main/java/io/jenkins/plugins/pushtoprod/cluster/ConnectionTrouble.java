package io.jenkins.plugins.pushtoprod.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Says why a cluster cannot be spoken to. */
final class ConnectionTrouble {

    private ConnectionTrouble() {}

    /** Whether another attempt can help. */
    static boolean mayPass(IOException e) {
        return find(e, SSLException.class).isEmpty()
                && find(e, UnknownHostException.class).isEmpty()
                && !(e instanceof Api.NotKubernetesException);
    }

    static ProblemException explain(Connection connection, IOException e, Duration tried) {
        String server = connection.address();
        Optional<CertificateExpiredException> expired = find(e, CertificateExpiredException.class);
        if (expired.isPresent()) {
            return problem(
                    connection,
                    "The certificate of " + server + " has expired ("
                            + expired.get().getMessage() + ").",
                    "Whoever runs the cluster has to renew it; also check this machine's clock: it says "
                            + Instant.now() + ".",
                    e);
        }
        Optional<CertificateNotYetValidException> early = find(e, CertificateNotYetValidException.class);
        if (early.isPresent()) {
            return problem(
                    connection,
                    "The certificate of " + server + " is not valid yet ("
                            + early.get().getMessage() + ").",
                    "Check this machine's clock: it says " + Instant.now() + ".",
                    e);
        }
        if (find(e, SSLPeerUnverifiedException.class).isPresent()) {
            return problem(
                    connection,
                    "The certificate of " + server + " is made out to other names.",
                    "Use a name or address that is in the certificate as the server's address.",
                    e);
        }
        if (isUntrusted(e)) {
            return problem(
                    connection,
                    "The certificate of " + server + " is not from "
                            + (connection.authority().isPresent()
                                    ? "the certificate authority that was given."
                                    : "an authority that this JVM trusts."),
                    "Give the cluster's certificate authority (certificate-authority-data in a kubeconfig); if it was right"
                            + " before, the cluster was made anew or something else answers.",
                    e);
        }
        if (find(e, SSLException.class).isPresent()) {
            return problem(
                    connection,
                    "No TLS connection to " + server + ": "
                            + find(e, SSLException.class).orElseThrow().getMessage() + '.',
                    "See that the address is the API server's, and that it takes the client certificate if there is one.",
                    e);
        }
        if (e instanceof Api.NotKubernetesException) {
            return problem(
                    connection,
                    server + " answers, but not as a Kubernetes API server.",
                    "Check the server's address.",
                    e);
        }
        return problem(
                connection,
                "The cluster at " + server + " cannot be reached: " + reason(e) + " (tried for " + seconds(tried)
                        + ").",
                "See that it runs, and that this machine may reach the address"
                        + (connection.proxy().isPresent() ? " through the proxy." : "."),
                e);
    }

    private static String reason(IOException e) {
        if (find(e, UnknownHostException.class).isPresent()) {
            return "no such host";
        }
        if (find(e, NoRouteToHostException.class).isPresent()) {
            return "no route to the host";
        }
        if (find(e, SocketTimeoutException.class).isPresent()
                || String.valueOf(e.getMessage()).contains("timeout")) {
            return "no answer in time";
        }
        if (find(e, ConnectException.class).isPresent()) {
            return "connection refused";
        }
        return "the connection broke";
    }

    private static boolean isUntrusted(IOException e) {
        return find(e, CertPathBuilderException.class).isPresent()
                || find(e, SSLException.class)
                        .map(ssl -> String.valueOf(ssl.getMessage()).contains("PKIX path"))
                        .orElse(false);
    }

    /** 401: the server does not know who we are. */
    static ProblemException unauthorized(Connection connection, Instant now, ApiException e) {
        String why = connection
                .token()
                .flatMap(token -> expiry(token.get().reveal()))
                .filter(expiry -> expiry.isBefore(now))
                .map(expiry -> ": the token expired at " + expiry + '.')
                .orElse(": they are wrong, revoked or expired.");
        return problem(
                connection,
                "The cluster at " + connection.address() + " does not accept the credentials" + why,
                "Get new credentials. A ServiceAccount's token ends with the account, or at its time.",
                e);
    }

    /** The expiry of a JSON Web Token (RFC 7519), read without believing anything else in it. */
    private static Optional<Instant> expiry(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
            return claims.path("exp").isNumber()
                    ? Optional.of(Instant.ofEpochSecond(claims.path("exp").asLong()))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException notJson) {
            return Optional.empty();
        }
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static ProblemException problem(Connection connection, String what, String advice, Exception cause) {
        return new ProblemException(
                Problem.of(Problem.Kind.CLUSTER, what, connection.server() + " (" + connection.origin() + ')', advice),
                cause);
    }
}
