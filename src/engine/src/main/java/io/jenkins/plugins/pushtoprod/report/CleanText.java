package io.jenkins.plugins.pushtoprod.report;

import java.util.regex.Pattern;

/**
 * Makes text from outside harmless to a terminal: without it, a log line could move the cursor, hide what follows or set the
 * window's title. ECMA-48 has the sequences; Unicode's bidirectional controls can reorder what is read (CVE-2021-42574).
 */
final class CleanText {

    // CSI (ESC [ … final byte), OSC and other strings (ended by BEL or ESC \), and two-character escapes.
    private static final Pattern SEQUENCES = Pattern.compile("(?:\\x1b\\[|\\x9b)[0-?]*[ -/]*[@-~]"
            + "|(?:\\x1b[\\]PX^_]|[\\x9d\\x90\\x98\\x9e\\x9f])[^\\x07\\x1b\\x9c]*(?:\\x07|\\x1b\\\\|\\x9c)?"
            + "|\\x1b[ -/]*[0-~]");
    private static final Pattern SPACES = Pattern.compile("[\\t\\n\\r\\u2028\\u2029]+");
    private static final Pattern CONTROLS =
            Pattern.compile("[\\p{Cc}\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]");

    private CleanText() {}

    /** One line without control characters; line breaks and tabs become a space. */
    static String line(String text) {
        String without = SEQUENCES.matcher(text).replaceAll("");
        String spaced = SPACES.matcher(without).replaceAll(" ");
        return CONTROLS.matcher(spaced).replaceAll("").strip();
    }

    /** The same, but with its indentation: for lines of a log. */
    static String logLine(String text) {
        String without = SEQUENCES.matcher(text).replaceAll("");
        String spaced = without.replace("\t", "    ").stripTrailing();
        return CONTROLS.matcher(SPACES.matcher(spaced).replaceAll(" ")).replaceAll("");
    }
}
