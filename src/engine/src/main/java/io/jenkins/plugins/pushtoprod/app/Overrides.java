package io.jenkins.plugins.pushtoprod.app;

import java.util.ArrayList;
import java.util.List;

/**
 * What a caller says besides the files: it wins over all of them, a later setting over an earlier one.
 *
 * @param settings in the order they were given
 */
public record Overrides(List<Setting> settings) {

    public static final Overrides NONE = new Overrides(List.of());

    public Overrides {
        settings = List.copyOf(settings);
    }

    /**
     * One value.
     *
     * @param key path into {@code push-to-prod.yaml}, joined by dots, such as {@code processes.web.instances}
     * @param value the value's text; {@code null} removes what the files say; a text that starts with <code>[</code> or <code>{</code> is
     *     YAML, such as {@code [a.example.com, b.example.com]}
     */
    public record Setting(String key, String value) {}

    /**
     * Reads settings as a command line has them.
     *
     * @param assignments each {@code key=value}
     * @throws ProblemException when one is not of that form
     */
    public static Overrides parse(List<String> assignments) {
        List<Setting> settings = new ArrayList<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new ProblemException(Problem.of(
                        Problem.Kind.INPUT,
                        "expected key=value, found " + Quote.of(assignment),
                        "parameter",
                        "Write the key's path and its value, such as processes.web.instances=4"));
            }
            settings.add(new Setting(assignment.substring(0, equals).strip(), assignment.substring(equals + 1)));
        }
        return new Overrides(settings);
    }

    /** These settings, and one more that wins over them. */
    public Overrides with(String key, String value) {
        List<Setting> more = new ArrayList<>(settings);
        more.add(new Setting(key, value));
        return new Overrides(more);
    }
}
