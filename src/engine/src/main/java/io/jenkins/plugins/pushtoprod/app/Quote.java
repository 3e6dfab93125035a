package io.jenkins.plugins.pushtoprod.app;

/** Shows a text that a user wrote in one safe line: quoted, without control characters, not too long. */
final class Quote {

    private static final int LONGEST = 60;

    private Quote() {}

    /** The text in double quotes. */
    static String of(String text) {
        return '"' + plain(text) + '"';
    }

    /** The text without quotes, as a segment of a key's path. */
    static String plain(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> {
            switch (c) {
                case '\n' -> safe.append("\\n");
                case '\t' -> safe.append("\\t");
                default -> {
                    // Terminals obey control and format characters, and a message shall not be able to repaint a log.
                    if (isInvisible(c)) {
                        safe.append(String.format("\\u%04x", c));
                    } else {
                        safe.appendCodePoint(c);
                    }
                }
            }
        });
        return text.codePointCount(0, text.length()) > LONGEST
                ? safe.append('…').toString()
                : safe.toString();
    }

    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
