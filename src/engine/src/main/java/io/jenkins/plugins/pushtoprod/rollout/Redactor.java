package io.jenkins.plugins.pushtoprod.rollout;

import io.jenkins.plugins.pushtoprod.app.SecretValue;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Blots out secrets in what goes into evidence: known values, and what looks like a secret. Rather a word too many than one too few.
 */
final class Redactor {

    private static final String BLOT = "****";

    /** Shorter values would blot out half the text without protecting anything. */
    private static final int SHORTEST = 4;

    private record Rule(Pattern pattern, String replacement) {}

    private static final String NAMES = "(?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key"
            + "|private[_-]?key|jwt[_-]?key|signing[_-]?key|credentials?)";

    private static final String VALUE = "(?:\"[^\"]*\"|'[^']*'|[^\\s,;&\"']+)";

    private static final List<Rule> RULES = List.of(
            // https://user:password@host
            new Rule(Pattern.compile("(?i)([a-z][a-z0-9+.-]*://[^\\s/:@]*:)[^\\s/@]+(?=@)"), "$1" + BLOT),
            // Authorization: Bearer …
            new Rule(Pattern.compile("(?i)\\b(bearer|authorization:\\s*\\w+)\\s+[A-Za-z0-9+/=._~-]{8,}"), "$1 " + BLOT),
            // JSON Web Tokens
            new Rule(Pattern.compile("\\beyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]{5,}(\\.[A-Za-z0-9_-]*)?"), BLOT),
            // password=…, DB_PASSWORD: …, "api_key": "…"
            new Rule(Pattern.compile("(?i)([\\w.-]*" + NAMES + "[\\w.-]*[\"']?\\s*[=:]\\s*)" + VALUE), "$1" + BLOT),
            // --token …
            new Rule(Pattern.compile("(?i)(--?[\\w-]*(?:password|secret|token|key)\\s+)[^\\s-]\\S*"), "$1" + BLOT),
            // Keys of well-known services
            new Rule(
                    Pattern.compile(
                            "\\b(AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{20,}|glpat-[A-Za-z0-9_-]{16,}|xox[abprs]-[A-Za-z0-9-]{10,}|sk_live_[A-Za-z0-9]{16,})"),
                    BLOT),
            new Rule(
                    Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)"),
                    BLOT));

    private final List<String> known;

    Redactor(Set<SecretValue> secrets) {
        this.known = secrets.stream()
                .flatMap(secret -> secret.reveal().lines())
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    String redact(String text) {
        String redacted = text;
        for (String secret : known) {
            redacted = redacted.replace(secret, BLOT);
        }
        for (Rule rule : RULES) {
            redacted = rule.pattern().matcher(redacted).replaceAll(rule.replacement());
        }
        return redacted;
    }

    /** A private key goes over several lines, so they are redacted together. */
    List<String> redact(List<String> lines) {
        return lines.isEmpty()
                ? lines
                : List.of(redact(String.join("\n", lines)).split("\n", -1));
    }
}
