package io.jenkins.plugins.pushtoprod.app;

/**
 * Where a user wrote something.
 *
 * @param source a file's name, or {@link #PARAMETER}
 * @param line from 1; 0 where the source has no lines
 * @param column from 1; 0 where the source has no lines
 * @param key path of the key inside the source, joined by dots; empty for the whole
 */
record Origin(String source, int line, int column, String key) {

    static final String PARAMETER = "parameter";

    private static final int LONGEST = 120;

    static Origin ofParameter(String key) {
        return new Origin(PARAMETER, 0, 0, Quote.plain(key));
    }

    /** The place of something inside this, without a line of its own. */
    Origin child(String segment) {
        return new Origin(source, line, column, join(key, segment));
    }

    static String join(String parent, String segment) {
        String plain = segment.isEmpty() ? "\"\"" : Quote.plain(segment);
        return parent.isEmpty() ? plain : parent + '.' + plain;
    }

    /** As a person, and an editor, finds it: {@code push-to-prod.yaml:7:11, key processes.web.port}. */
    String where() {
        if (line == 0) {
            return key.isEmpty() ? source : source + ' ' + key;
        }
        String place = source + ':' + line + ':' + column;
        String shown = key.length() <= LONGEST ? key : key.substring(0, LONGEST) + '…';
        return key.isEmpty() ? place : place + ", key " + shown;
    }
}
