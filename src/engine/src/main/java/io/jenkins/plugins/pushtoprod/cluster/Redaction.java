package io.jenkins.plugins.pushtoprod.cluster;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps secrets out of what people get to read. In doubt, a value is hidden: that it changed is still seen. */
final class Redaction {

    static final String HIDDEN = "****";

    private static final Pattern SECRET_NAME = Pattern.compile(
            "passw|passphrase|pwd|secret|token|credential|private[-_.]?key|api[-_.]?key|access[-_.]?key|signing|encryption"
                    + "|[-_.]key$|^key$|jwt|dsn|auth$|authorization|cookie|salt",
            Pattern.CASE_INSENSITIVE);

    /** Fields of Kubernetes that have such a word in their name, and never a secret in them. */
    private static final Pattern HARMLESS_NAME = Pattern.compile(
            "(name|names|ref|class|path|file|seconds|namespace|type|policy|audience|mode|optional)s?$|^(automount|topology)",
            Pattern.CASE_INSENSITIVE);

    /** {@code key} selects within a Secret or ConfigMap, or names a taint or label. */
    private static final Set<String> HARMLESS = Set.of("key", "imagePullSecrets", "secrets");

    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/@\\s]*:[^/@\\s]*(?=@)");
    private static final Pattern PRIVATE_KEY = Pattern.compile(
            "-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)", Pattern.DOTALL);
    private static final Pattern ASSIGNMENT = Pattern.compile(
            "(?im)^(\\s*[\"']?[\\w.-]*(?:passw|passphrase|pwd|secret|token|credential|api[-_.]?key|private[-_.]?key|jwt|dsn)[\\w.-]*[\"']?\\s*[:=]\\s*)(\\S.*)$");

    private static final Pattern OPTION = Pattern.compile(
            "(?i)(--?[\\w-]*(?:passw|passphrase|pwd|secret|token|credential|api-?key|private-?key|jwt|dsn)[\\w-]*)(?:(=|\\s+)\\S+)?");

    private Redaction() {}

    /** Whether something called this is likely to hold a secret. */
    static boolean isSecret(String name) {
        return SECRET_NAME.matcher(name).find();
    }

    /** The same for a field of an object. */
    static boolean isSecretField(String field) {
        return isSecret(field)
                && !HARMLESS.contains(field)
                && !HARMLESS_NAME.matcher(field).find();
    }

    /** A text without the secrets that can be recognised in it: credentials in URLs, private keys, assignments to secret names. */
    static String text(String text) {
        String withoutKeys = PRIVATE_KEY.matcher(text).replaceAll(HIDDEN);
        String withoutLogins = USER_INFO.matcher(withoutKeys).replaceAll(HIDDEN);
        String withoutAssignments = ASSIGNMENT.matcher(withoutLogins).replaceAll("$1" + HIDDEN);
        return OPTION.matcher(withoutAssignments)
                .replaceAll(option -> option.group(2) == null
                        ? Matcher.quoteReplacement(option.group())
                        : Matcher.quoteReplacement(option.group(1) + option.group(2) + HIDDEN));
    }

    /** Whether a word of a command line is an option whose value is the next word. */
    static boolean announcesSecret(String word) {
        Matcher option = OPTION.matcher(word);
        return option.matches() && option.group(2) == null;
    }
}
