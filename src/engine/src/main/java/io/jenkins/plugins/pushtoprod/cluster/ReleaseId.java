package io.jenkins.plugins.pushtoprod.cluster;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names releases: {@code users-api-v7}. */
final class ReleaseId {

    /** Leaves room in a label's value (63) for what is named after a release. */
    private static final int LONGEST = 50;

    private ReleaseId() {}

    /** A DNS label of at most {@value #LONGEST} characters; of an app with a long name, its beginning and a hash. */
    static String of(String app, int number) {
        String suffix = "-v" + number;
        if (app.length() + suffix.length() <= LONGEST) {
            return app + suffix;
        }
        String hash = '-' + hash(app);
        return app.substring(0, LONGEST - suffix.length() - hash.length()) + hash + suffix;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
