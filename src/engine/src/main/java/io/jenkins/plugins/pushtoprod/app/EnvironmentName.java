package io.jenkins.plugins.pushtoprod.app;

import java.util.Map;
import java.util.Optional;

/**
 * The name of an environment that was chosen.
 *
 * @param value as Jenkins' settings or a kubeconfig has it
 */
record EnvironmentName(String value) {

    private static final int LONGEST = 253;

    static String parse(String text) throws FormatException {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new FormatException("the name of an environment", Optional.empty());
        }
        return text;
    }

    /**
     * An environment needs no overlay, but a name that is almost one in the file is a slip that would ship the wrong configuration.
     * Names that differ in digits only, such as dev1 and dev2, are meant.
     */
    void refuseMisspelt(Map<String, Node.Mapping> overlays, Problems problems) {
        if (overlays.containsKey(value)) {
            return;
        }
        Nearest.to(value, overlays.keySet())
                .filter(near -> !value.replaceAll("[0-9]", "").equals(near.replaceAll("[0-9]", "")))
                .map(overlays::get)
                .ifPresent(overlay -> problems.key(
                        overlay.origin(),
                        "the environment is " + Quote.of(value) + ", but the file has "
                                + Nearest.to(value, overlays.keySet()).orElseThrow(),
                        "Use the same name in both; if another environment is meant, add " + Quote.plain(value)
                                + ": {} under environments"));
    }
}
