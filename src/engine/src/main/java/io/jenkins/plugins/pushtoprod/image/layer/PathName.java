package io.jenkins.plugins.pushtoprod.image.layer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The name of a file as the file system has it. Java decodes names by the locale, and in the C locale (a Jenkins agent that was
 * started as a service) it makes {@code ??} of everything that is not ASCII; only a path's URI still has the bytes.
 */
final class PathName {

    private static final char UNDECODABLE = '\uFFFD';

    private PathName() {}

    /** @throws io.jenkins.plugins.pushtoprod.app.ProblemException if a name is not UTF-8 */
    static String relative(Path root, Path file) {
        return of(root, root.relativize(file));
    }

    /**
     * A path as text, {@code /} between names.
     *
     * @param directory absolute, that a relative path is taken from
     */
    static String of(Path directory, Path path) {
        String text = path.toString();
        if (text.chars().allMatch(character -> character < 128 && character != '?')) {
            return text.replace(path.getFileSystem().getSeparator(), "/");
        }
        return fromUri(directory, path);
    }

    private static String fromUri(Path directory, Path path) {
        String raw = directory.resolve(path).toUri().getRawPath();
        String prefix = path.isAbsolute() ? "" : directory.toUri().getRawPath();
        int start = prefix.length() + (path.isAbsolute() || prefix.endsWith("/") ? 0 : 1);
        String name = decode(raw.substring(start), path);
        return name.endsWith("/") && !path.toString().endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }

    private static String decode(String escaped, Path path) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.charAt(i) == '%') {
                bytes.write(Integer.parseInt(escaped.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(escaped.charAt(i));
            }
        }
        try {
            String name = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            if (name.indexOf(UNDECODABLE) < 0) {
                return name;
            }
        } catch (CharacterCodingException e) {
            // Told below.
        }
        throw SourceProblem.badName(path.toString());
    }
}
