package io.jenkins.plugins.pushtoprod.cluster;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Makes of PEM texts what TLS needs. The Kubernetes client's own way is not taken, because it trusts the JVM's authorities beside the
 * one that is given, and offers the JVM's client certificates.
 */
final class Certificates {

    private static final char[] IN_MEMORY_ONLY = new char[0];

    private final String origin;
    private final Instant now;

    /** @param origin what to call the source in messages */
    Certificates(String origin, Instant now) {
        this.origin = origin;
        this.now = now;
    }

    /** @param authority PEM certificates; empty: the JVM's trust store */
    TrustManager[] trust(Optional<String> authority) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(authority.isPresent() ? trustStore(authority.get()) : null);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore trustStore(String pem) throws GeneralSecurityException {
        KeyStore store = emptyStore();
        List<X509Certificate> certificates = parse(pem, "certificate authority");
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("authority-" + i, certificates.get(i));
        }
        return store;
    }

    KeyManager[] keys(Connection.ClientCertificate client) {
        List<X509Certificate> chain = parse(client.certificates(), "client certificate");
        refuseOutdated(chain.get(0));
        try {
            PrivateKey key = PrivateKeyPem.parse(client.key().reveal());
            KeyStore store = emptyStore();
            store.setKeyEntry("client", key, IN_MEMORY_ONLY, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, IN_MEMORY_ONLY);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw problem(
                    Problem.Kind.INPUT,
                    "The client key cannot be used: " + e.getMessage() + ".",
                    "Give the key in PEM form, without a passphrase.");
        }
    }

    private void refuseOutdated(X509Certificate certificate) {
        Instant end = certificate.getNotAfter().toInstant();
        if (now.isAfter(end)) {
            throw problem(
                    Problem.Kind.CLUSTER,
                    "The client certificate of "
                            + certificate.getSubjectX500Principal().getName() + " expired at " + end + ".",
                    "Get a new one from whoever runs the cluster.");
        }
        Instant start = certificate.getNotBefore().toInstant();
        if (now.isBefore(start)) {
            throw problem(
                    Problem.Kind.CLUSTER,
                    "The client certificate of "
                            + certificate.getSubjectX500Principal().getName() + " is valid only from " + start + ".",
                    "Check this machine's clock: it says " + now + ".");
        }
    }

    private List<X509Certificate> parse(String pem, String what) {
        try {
            List<X509Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (CertificateException e) {
            // Said below: the parser's own words help nobody.
        }
        throw problem(
                Problem.Kind.INPUT,
                "The " + what + " is not a certificate in PEM form.",
                "It starts with -----BEGIN CERTIFICATE-----; in a kubeconfig, base64 goes around the whole of it.");
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return store;
    }

    private ProblemException problem(Problem.Kind kind, String what, String advice) {
        return new ProblemException(Problem.of(kind, what, origin, advice));
    }
}
