package io.jenkins.plugins.pushtoprod.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Makes certificates with the JDK's own tool. */
final class Keytool {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private static final String ALIAS = "test";
    private static final String AUTHORITY = "authority";

    private final KeyStore store;

    private Keytool(KeyStore store) {
        this.store = store;
    }

    /**
     * Makes one.
     *
     * @param directory for the key store
     * @param options such as {@code -startdate -10d -validity 1}, {@code -ext san=ip:127.0.0.1}
     */
    static Keytool certificate(Path directory, String... options) throws Exception {
        Path file = Files.createTempDirectory(directory, "keys").resolve("store.p12");
        run(file, ALIAS, options);
        return new Keytool(KeyStore.getInstance(file.toFile(), PASSWORD));
    }

    /** Makes one that an authority, valid and of its own, has signed; {@link #authorityPem()} is the authority's. */
    static Keytool signedCertificate(Path directory, String... options) throws Exception {
        Path file = Files.createTempDirectory(directory, "keys").resolve("store.p12");
        run(file, AUTHORITY, "-ext", "bc:c");
        List<String> signed = new ArrayList<>(List.of(options));
        signed.addAll(List.of("-signer", AUTHORITY));
        run(file, ALIAS, signed.toArray(String[]::new));
        return new Keytool(KeyStore.getInstance(file.toFile(), PASSWORD));
    }

    private static void run(Path file, String alias, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + alias,
                "-alias",
                alias,
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString()));
        command.addAll(List.of(options));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
    }

    String authorityPem() throws Exception {
        return pem("CERTIFICATE", store.getCertificate(AUTHORITY).getEncoded());
    }

    String certificatePem() throws Exception {
        return pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
    }

    String keyPem() throws Exception {
        Key key = store.getKey(ALIAS, PASSWORD);
        return pem("PRIVATE KEY", key.getEncoded());
    }

    SSLContext server() throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(ALIAS, store.getKey(ALIAS, PASSWORD), PASSWORD, store.getCertificateChain(ALIAS));
        keys.init(own, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static String pem(String label, byte[] der) {
        String dashes = "-----";
        return dashes + "BEGIN " + label + dashes + '\n'
                + Base64.getMimeEncoder().encodeToString(der) + '\n' + dashes + "END " + label + dashes + '\n';
    }
}
