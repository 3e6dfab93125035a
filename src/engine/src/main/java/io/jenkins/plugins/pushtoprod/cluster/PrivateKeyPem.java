package io.jenkins.plugins.pushtoprod.cluster;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the private keys that clusters hand out: PKCS #8 (RFC 5958), and the older forms of RSA (PKCS #1, RFC 8017) and of elliptic
 * curves (SEC 1, RFC 5915), which Java reads only inside PKCS #8.
 */
final class PrivateKeyPem {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ((?:RSA |EC |ENCRYPTED )?PRIVATE KEY)-----([^-]+)-----END \\1-----");
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final int PARAMETERS = 0xA0;
    private static final byte[] VERSION_0 = HexFormat.of().parseHex("020100");
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    private PrivateKeyPem() {}

    /** @throws GeneralSecurityException if it is none of these; its message never has anything of the key */
    static PrivateKey parse(String pem) throws GeneralSecurityException {
        Matcher matcher = PEM.matcher(pem);
        if (!matcher.find()) {
            throw new InvalidKeySpecException("no private key in PEM form");
        }
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(matcher.group(2));
        } catch (IllegalArgumentException e) {
            throw new InvalidKeySpecException("the key's content is not base64");
        }
        return switch (matcher.group(1)) {
            case "ENCRYPTED PRIVATE KEY" -> throw new InvalidKeySpecException("the key is encrypted with a passphrase");
            case "RSA PRIVATE KEY" -> read(pkcs8(RSA, der), List.of("RSA"));
            case "EC PRIVATE KEY" -> read(pkcs8(der(SEQUENCE, EC, curve(der)), der), List.of("EC"));
            default -> read(der, List.of("RSA", "EC", "EdDSA"));
        };
    }

    private static PrivateKey read(byte[] pkcs8, List<String> algorithms) throws GeneralSecurityException {
        for (String algorithm : algorithms) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                // It may be of the next kind.
            }
        }
        throw new InvalidKeySpecException("the key is damaged, or of a kind other than RSA, EC and Ed25519");
    }

    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return der(SEQUENCE, VERSION_0, algorithm, der(OCTET_STRING, key));
    }

    /** The curve's name out of {@code SEQUENCE { 1, privateKey, [0] parameters, [1] publicKey }}. */
    private static byte[] curve(byte[] sec1) throws InvalidKeySpecException {
        try {
            byte[] fields = value(sec1, 0);
            for (int at = 0; at < fields.length; at = end(fields, at)) {
                if ((fields[at] & 0xFF) == PARAMETERS) {
                    return value(fields, at);
                }
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new InvalidKeySpecException("the key is damaged");
        }
        throw new InvalidKeySpecException("the key does not name its curve");
    }

    private static byte[] value(byte[] der, int at) {
        return Arrays.copyOfRange(der, at + headerLength(der, at), end(der, at));
    }

    private static int end(byte[] der, int at) {
        int first = der[at + 1] & 0xFF;
        int length = first;
        if (first > 0x7F) {
            length = 0;
            for (int i = 0; i < (first & 0x7F); i++) {
                length = (length << 8) | (der[at + 2 + i] & 0xFF);
            }
        }
        int end = at + headerLength(der, at) + length;
        if (length < 0 || end > der.length) {
            throw new IllegalArgumentException("longer than what is there");
        }
        return end;
    }

    private static int headerLength(byte[] der, int at) {
        int first = der[at + 1] & 0xFF;
        return first > 0x7F ? 2 + (first & 0x7F) : 2;
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length > 0xFF) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length > 0x7F) {
            out.write(0x81);
        }
        out.write(length);
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }
}
