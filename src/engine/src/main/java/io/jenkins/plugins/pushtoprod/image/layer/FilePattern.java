package io.jenkins.plugins.pushtoprod.image.layer;

import java.util.regex.Pattern;

/**
 * A pattern of {@code .dockerignore}: Go's {@code filepath.Match} and {@code **}, as Docker reads it. What matches a directory
 * matches all that is in it.
 */
final class FilePattern {

    private final Pattern regex;

    /** @throws java.util.regex.PatternSyntaxException if a bracket is not closed, or the like */
    FilePattern(String glob) {
        this.regex = Pattern.compile(regex(glob) + "(?:/.*)?", Pattern.DOTALL);
    }

    boolean matches(String path) {
        return regex.matcher(path).matches();
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        boolean inClass = false;
        for (int i = 0; i < glob.length(); i++) {
            char character = glob.charAt(i);
            if (inClass) {
                inClass = character != ']';
                regex.append(character == '[' || character == '&' ? "\\" + character : character);
            } else if (glob.startsWith("**", i)) {
                i += glob.startsWith("**/", i) ? 2 : 1;
                regex.append(i == glob.length() - 1 ? ".*" : "(?:.*/)?");
            } else if (character == '*') {
                regex.append("[^/]*");
            } else if (character == '?') {
                regex.append("[^/]");
            } else if (character == '[') {
                inClass = true;
                regex.append('[');
            } else if (character == '\\' && i + 1 < glob.length()) {
                i++;
                regex.append(Pattern.quote(String.valueOf(glob.charAt(i))));
            } else {
                regex.append(Pattern.quote(String.valueOf(character)));
            }
        }
        return regex.toString();
    }
}
