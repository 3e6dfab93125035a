package io.jenkins.plugins.pushtoprod.report;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of a terminal as live progress uses: what a person would see in the end. */
final class Screen {

    private static final Pattern TOKEN = Pattern.compile("\u001b\\[(\\??)(\\d*)([A-Za-z])|\n|\r|[^\u001b\n\r]+");

    private final List<StringBuilder> lines = new ArrayList<>();
    private int row;
    private int column;

    List<String> after(ByteArrayOutputStream bytes) {
        lines.clear();
        row = 0;
        column = 0;
        Matcher token = TOKEN.matcher(bytes.toString(StandardCharsets.UTF_8));
        while (token.find()) {
            apply(token);
        }
        return lines.stream()
                .map(line -> line.toString().stripTrailing())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private void apply(Matcher token) {
        String text = token.group();
        if (text.equals("\n")) {
            row++;
            column = 0;
        } else if (text.equals("\r")) {
            column = 0;
        } else if (token.group(3) == null) {
            StringBuilder line = line();
            line.replace(column, Math.min(line.length(), column + text.length()), text);
            column += text.length();
        } else if (token.group(3).equals("A")) {
            row -= Integer.parseInt(token.group(2));
            if (row < 0) {
                throw new IllegalStateException("above the first line");
            }
        } else if (token.group(3).equals("J")) {
            line().setLength(column);
            lines.subList(row + 1, lines.size()).clear();
        } else if (token.group(1).isEmpty()) {
            throw new IllegalStateException("unexpected sequence " + text.substring(1));
        }
    }

    private StringBuilder line() {
        while (lines.size() <= row) {
            lines.add(new StringBuilder());
        }
        return lines.get(row);
    }
}
