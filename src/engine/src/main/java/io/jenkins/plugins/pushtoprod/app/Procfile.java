package io.jenkins.plugins.pushtoprod.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a Procfile: {@code name: command}, one a line, blank lines and lines with {@code #} between them. {@code release} is the
 * release phase, every other name a process.
 *
 * @see <a href="https://devcenter.heroku.com/articles/procfile">The Procfile</a>
 */
final class Procfile {

    static final String NAME = "Procfile";

    private static final Pattern LINE = Pattern.compile("\\s*([A-Za-z0-9_-]+)\\s*:\\s*(.*?)\\s*");

    private Procfile() {}

    static Node.Mapping parse(SourceFile file, Problems problems) {
        Origin whole = new Origin(file.name(), 1, 1, "");
        Map<String, Node.Field> top = new LinkedHashMap<>();
        Map<String, Node.Field> processes = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        int number = 0;
        for (String line : file.text().split("\\r?\\n|\\r", -1)) {
            number++;
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            Matcher entry = LINE.matcher(line);
            if (!entry.matches() || entry.group(2).isEmpty()) {
                problems.key(
                        new Origin(file.name(), number, 1, ""),
                        "expected name: command, found " + Quote.of(line.strip()),
                        "Write one process a line, such as web: python -m users");
                continue;
            }
            String name = entry.group(1);
            Integer first = lines.putIfAbsent(name, number);
            Origin key = new Origin(file.name(), number, entry.start(1) + 1, name);
            if (first != null) {
                problems.key(
                        key,
                        "the process " + Quote.of(name) + " is here twice",
                        "Keep one; the first is on line " + first);
                continue;
            }
            Origin value = new Origin(file.name(), number, entry.start(2) + 1, name);
            Map<String, Node.Field> into = name.equals("release") ? top : processes;
            into.put(name, new Node.Field(key, new Node.Scalar(value, entry.group(2), Node.Type.STRING)));
        }
        if (!processes.isEmpty()) {
            top.put("processes", new Node.Field(whole, new Node.Mapping(whole, processes)));
        }
        return new Node.Mapping(whole, top);
    }
}
