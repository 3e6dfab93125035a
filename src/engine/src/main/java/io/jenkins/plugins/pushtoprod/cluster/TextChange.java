package io.jenkins.plugins.pushtoprod.cluster;

import java.util.List;

/**
 * The part of a text of several lines that changed.
 *
 * @param lines where it begins, such as {@code " (line 12)"}
 * @param before the lines that go
 * @param after the lines that come
 */
record TextChange(String lines, String before, String after) {

    static TextChange between(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> changed = after.lines().toList();
        int shorter = Math.min(old.size(), changed.size());
        int start = 0;
        while (start < shorter && old.get(start).equals(changed.get(start))) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && last(old, end).equals(last(changed, end))) {
            end++;
        }
        if (old.equals(changed)) {
            return new TextChange(" (line ends)", ends(before), ends(after));
        }
        return new TextChange(
                " (line " + (start + 1) + ')',
                String.join("\n", old.subList(start, old.size() - end)),
                String.join("\n", changed.subList(start, changed.size() - end)));
    }

    private static String ends(String text) {
        return (text.contains("\r") ? "CR LF" : "LF") + (text.endsWith("\n") ? "" : ", none on the last line");
    }

    private static String last(List<String> lines, int back) {
        return lines.get(lines.size() - 1 - back);
    }
}
