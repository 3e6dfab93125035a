package io.jenkins.plugins.pushtoprod.manifest;

import io.jenkins.plugins.pushtoprod.app.Process;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of an app's objects, each within the limit of its kind. */
final class Names {

    /** A DNS label (RFC 1123): Services, Jobs, and whatever becomes a label's value. */
    static final int LABEL = 63;

    /** What leaves room for the suffix that a controller adds: CronJobs (their Jobs), StatefulSets (their revisions). */
    private static final int LABEL_WITH_SUFFIX = 52;

    static final String WEB = "web";
    private static final int HASH = 8;

    private final String app;

    Names(String app) {
        this.app = app;
    }

    /** The ConfigMap, the Secret and the ServiceAccount that all processes share. */
    String shared() {
        return limit(app, LABEL);
    }

    /** A process' workload, and what belongs to it: its Service, Ingress, autoscaler and disruption budget. */
    String workload(String process, Process.Kind kind) {
        String name = process.equals(WEB) ? app : app + "-" + process;
        return limit(name, kind == Process.Kind.STATEFUL_SET ? LABEL_WITH_SUFFIX : LABEL);
    }

    /** The Service that gives the pods of a StatefulSet their names. */
    static String headless(String workload) {
        return limit(workload + "-headless", LABEL);
    }

    String claim(String storage) {
        return limit(app + "-" + storage, LABEL);
    }

    String schedule(String schedule) {
        return limit(app + "-" + schedule, LABEL_WITH_SUFFIX);
    }

    /** The name itself, or, where it is too long, its beginning and a hash of all of it, so that two long names stay two. */
    static String limit(String name, int max) {
        if (name.length() <= max) {
            return name;
        }
        String beginning = name.substring(0, max - HASH - 1).replaceFirst("[^a-zA-Z0-9]+$", "");
        return beginning + "-" + sha256(name).substring(0, HASH);
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
