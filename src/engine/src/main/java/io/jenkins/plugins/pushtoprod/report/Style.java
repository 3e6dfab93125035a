package io.jenkins.plugins.pushtoprod.report;

/**
 * Emphasis for a terminal (ECMA-48 SGR).
 *
 * @param colour whether there is any; without it every method returns its argument
 */
public record Style(boolean colour) {

    String bold(String text) {
        return sgr("1", text);
    }

    String faint(String text) {
        return sgr("2", text);
    }

    String good(String text) {
        return sgr("32", text);
    }

    String bad(String text) {
        return sgr("31", text);
    }

    String warn(String text) {
        return sgr("33", text);
    }

    private String sgr(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
