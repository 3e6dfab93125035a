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

    static Origin ofParameter(String key) {
        return new Origin(PARAMETER, 0, 0, Quote.plain(key));
    }

    /** The place of something inside this, without a line of its own. */
    Origin child(String segment) {
        return new Origin(source, line, column, join(key, segment));
    }

    static String join(String parent, String segment) {
        return parent.isEmpty() ? Quote.plain(segment) : parent + '.' + Quote.plain(segment);
    }

    /** As a person, and an editor, finds it: {@code push-to-prod.yaml:7:11, key processes.web.port}. */
    String where() {
        if (line == 0) {
            return key.isEmpty() ? source : source + ' ' + key;
        }
        String place = source + ':' + line + ':' + column;
        return key.isEmpty() ? place : place + ", key " + key;
    }
}
