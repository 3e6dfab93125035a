package io.jenkins.plugins.pushtoprod.report;

import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.image.Image;
import io.jenkins.plugins.pushtoprod.rollout.Finding;
import io.jenkins.plugins.pushtoprod.rollout.Verdict;
import io.jenkins.plugins.pushtoprod.ship.ShipEvent;
import java.util.Locale;

/** What constants, digests and sizes are called in text; Markdown, JSON and terminals say the same. */
final class Names {

    private static final int SHORT_DIGEST = "sha256:".length() + 12;

    private Names() {}

    static String of(ShipEvent.Stage stage) {
        return constant(stage);
    }

    static String of(Release.Change change) {
        return constant(change);
    }

    static String of(Release.Status status) {
        return constant(status);
    }

    static String of(Verdict.Outcome outcome) {
        return constant(outcome);
    }

    static String of(Finding.Severity severity) {
        return constant(severity);
    }

    /** Who can fix it, as a person is addressed. */
    static String of(Finding.Fixer fixer) {
        return switch (fixer) {
            case APP -> "the app's developers (its code or configuration)";
            case MANIFEST -> "whoever wrote the manifest (push-to-prod.yaml, or the team's own YAML)";
            case REGISTRY -> "who runs the registry, or whoever gave us its credentials";
            case CLUSTER -> "who runs the cluster";
            case QUOTA -> "who sets the namespace's quota";
        };
    }

    /** {@code repository@sha256:0123456789ab}: enough to tell images apart by eye. */
    static String brief(String reference) {
        int digest = reference.indexOf("sha256:");
        return digest < 0 || reference.length() <= digest + SHORT_DIGEST
                ? reference
                : reference.substring(0, digest + SHORT_DIGEST);
    }

    /** What became of a layer, and its size. */
    static String of(Image.Layer layer) {
        return "layer " + layer.name() + (layer.reused() ? " reused" : " uploaded") + " (" + bytes(layer.bytes()) + ", "
                + count(layer.files(), "file") + ")";
    }

    /** {@code 1 file}, {@code 2 files}. */
    static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double kilo = bytes / 1000.0;
        return kilo < 1000
                ? String.format(Locale.ROOT, "%.1f kB", kilo)
                : String.format(Locale.ROOT, "%.1f MB", kilo / 1000);
    }

    private static String constant(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
