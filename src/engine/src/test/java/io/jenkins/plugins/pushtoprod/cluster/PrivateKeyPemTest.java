package io.jenkins.plugins.pushtoprod.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeyPemTest {

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void readsPkcs8(String algorithm) throws Exception {
        PrivateKey key =
                KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();

        assertThat(PrivateKeyPem.parse(pem("PRIVATE KEY", key.getEncoded())).getEncoded())
                .isEqualTo(key.getEncoded());
    }

    @Test
    void readsPkcs1() throws Exception {
        PrivateKey key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
        int headersOfPkcs8 = 26;
        byte[] pkcs1 = Arrays.copyOfRange(key.getEncoded(), headersOfPkcs8, key.getEncoded().length);

        assertThat(PrivateKeyPem.parse(pem("RSA PRIVATE KEY", pkcs1))).isEqualTo(key);
    }

    @Test
    void readsSec1() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        ECPrivateKey key = (ECPrivateKey) generator.generateKeyPair().getPrivate();
        ByteArrayOutputStream sec1 = new ByteArrayOutputStream();
        sec1.writeBytes(HexFormat.of().parseHex("30310201010420"));
        String number = key.getS().toString(16);
        sec1.writeBytes(HexFormat.of().parseHex("0".repeat(64 - number.length()) + number));
        sec1.writeBytes(HexFormat.of().parseHex("a00a06082a8648ce3d030107"));

        ECPrivateKey read = (ECPrivateKey) PrivateKeyPem.parse(pem("EC PRIVATE KEY", sec1.toByteArray()));

        assertThat(read.getS()).isEqualTo(key.getS());
        assertThat(read.getParams().getOrder()).isEqualTo(key.getParams().getOrder());
    }

    @Test
    void saysWhatItCannotRead() {
        assertThatThrownBy(() -> PrivateKeyPem.parse("s3cret")).hasMessage("no private key in PEM form");
        assertThatThrownBy(() -> PrivateKeyPem.parse(pem("ENCRYPTED PRIVATE KEY", new byte[8])))
                .hasMessage("the key is encrypted with a passphrase");
        assertThatThrownBy(() -> PrivateKeyPem.parse(pem("EC PRIVATE KEY", new byte[] {0x30, (byte) 0x84, 1})))
                .hasMessage("the key is damaged");
        assertThatThrownBy(() -> PrivateKeyPem.parse(pem("PRIVATE KEY", new byte[8])))
                .hasMessageStartingWith("the key is damaged");
    }

    private static String pem(String label, byte[] der) {
        String dashes = "-----";
        return dashes + "BEGIN " + label + dashes + '\n'
                + Base64.getMimeEncoder().encodeToString(der) + '\n' + dashes + "END " + label + dashes + '\n';
    }
}
