package io.jenkins.plugins.pushtoprod.app;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The names that users choose, by the rules of what Kubernetes makes of them. */
final class Names {

    /**
     * The longest name of an app. What follows it in names of objects (a process, a release) has to fit beside it into the 63 characters
     * of a DNS label.
     */
    static final int LONGEST_APP = 40;

    /**
     * The longest "app-process" or "app-schedule": Kubernetes itself adds 11 characters to the names of what CronJobs and StatefulSets
     * make, within the same 63.
     *
     * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/">CronJob: name at most 52 characters</a>
     */
    static final int LONGEST_OBJECT = 52;

    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_SUBDOMAIN = 253;

    // A Service's name has to start with a letter (RFC 1035), unlike other names (RFC 1123).
    private static final Pattern APP = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern SUBDOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private Names() {}

    static String app(String text) throws FormatException {
        if (text.length() > LONGEST_APP || !APP.matcher(text).matches()) {
            throw new FormatException(
                    "a name of lower-case letters, digits and -, starting with a letter, at most " + LONGEST_APP
                            + " characters",
                    "Such as " + appFrom(text));
        }
        return text;
    }

    /** The name of a process, a schedule or a volume. */
    static String label(String text) throws FormatException {
        if (text.length() > LONGEST_LABEL || !LABEL.matcher(text).matches()) {
            String valid = sanitised(text, LONGEST_LABEL);
            throw new FormatException(
                    "a name of lower-case letters, digits and -, at most " + LONGEST_LABEL + " characters",
                    valid.isEmpty() ? Optional.empty() : Optional.of("Such as " + valid));
        }
        return text;
    }

    /** The name of an object that needs no DNS label, such as a Secret. */
    static String subdomain(String text) throws FormatException {
        if (text.length() > LONGEST_SUBDOMAIN || !SUBDOMAIN.matcher(text).matches()) {
            throw new FormatException("a name of lower-case letters, digits, - and .", Optional.empty());
        }
        return text;
    }

    /** The name of an environment variable that every shell can read. */
    static String variable(String text) throws FormatException {
        if (!VARIABLE.matcher(text).matches()) {
            String valid = text.replaceAll("[^A-Za-z0-9_]", "_").replaceFirst("^[0-9]", "_$0");
            throw new FormatException(
                    "the name of an environment variable: letters, digits and _, not starting with a digit",
                    valid.isEmpty() ? Optional.empty() : Optional.of("Such as " + Quote.plain(valid)));
        }
        return text;
    }

    /** The name of an app whose sources are in a directory of any name. */
    static String appFrom(String directory) {
        String name = sanitised(directory, LONGEST_APP);
        if (name.isEmpty()) {
            return "app";
        }
        return Character.isDigit(name.charAt(0)) ? sanitised("app-" + name, LONGEST_APP) : name;
    }

    private static String sanitised(String text, int longest) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        String label =
                plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return label.length() <= longest ? label : label.substring(0, longest).replaceAll("-$", "");
    }
}
