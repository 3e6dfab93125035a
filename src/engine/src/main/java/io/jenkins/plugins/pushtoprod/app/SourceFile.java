package io.jenkins.plugins.pushtoprod.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * A text file of the sources that is safe to parse: regular, inside the directory, small, UTF-8, without control characters.
 *
 * @param name as it is in the directory
 * @param text without byte order mark
 */
record SourceFile(String name, String text) {

    /** Far more than a person writes; what is larger was made by mistake, or to do harm. */
    static final int LARGEST = 1 << 20;

    private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** Reads {@code directory/name}; empty when there is none. */
    static Optional<SourceFile> read(Path directory, String name, Problems problems) {
        Path path = directory.resolve(name);
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        Origin file = new Origin(name, 1, 1, "");
        byte[] bytes = bytes(directory, path, file, problems);
        String text = decode(bytes, file, problems);
        refuseControlCharacters(text, file, problems);
        return Optional.of(new SourceFile(name, text));
    }

    private static byte[] bytes(Path directory, Path path, Origin file, Problems problems) {
        try {
            Path real = path.toRealPath();
            if (!real.startsWith(directory.toRealPath())) {
                throw problems.syntax(
                        file,
                        file.source() + " is a link out of the directory",
                        "Keep the file itself in the directory; what a link elsewhere says is not read");
            }
            if (!Files.isRegularFile(real)) {
                throw problems.syntax(
                        file, file.source() + " is not a regular file", "Make it a text file, or remove it");
            }
            try (InputStream in = Files.newInputStream(real)) {
                byte[] bytes = in.readNBytes(LARGEST + 1);
                if (bytes.length > LARGEST) {
                    throw problems.syntax(
                            file,
                            file.source() + " is larger than 1 MiB",
                            "Move data that is not configuration into files of its own");
                }
                return bytes;
            }
        } catch (NoSuchFileException e) {
            throw problems.syntax(file, file.source() + " is a link to nothing", "Make it a text file, or remove it");
        } catch (IOException e) {
            String reason = e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
            throw new ProblemException(
                    Problem.of(
                            Problem.Kind.MACHINE,
                            "cannot read " + file.source() + ": " + reason,
                            path.toString(),
                            "See that the user who runs this may read it"),
                    e);
        }
    }

    private static String decode(byte[] bytes, Origin file, Problems problems) {
        int start = startsWith(bytes, UTF_8_MARK) ? UTF_8_MARK.length : 0;
        ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        try {
            var result = decoder.decode(in, out, true);
            if (result.isError()) {
                result.throwException();
            }
            return out.flip().toString();
        } catch (CharacterCodingException e) {
            Origin at = at(file, out.flip().toString());
            throw problems.syntax(
                    at,
                    String.format(
                            "%s is not UTF-8: byte 0x%02x at offset %d",
                            file.source(), bytes[in.position()], in.position()),
                    "Save it as UTF-8 in your editor, or convert it: iconv -f ISO-8859-1 -t UTF-8");
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] mark) {
        return bytes.length >= mark.length && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length);
    }

    private static void refuseControlCharacters(String text, Origin file, Problems problems) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean control = c < ' ' && c != '\t' && c != '\n' && c != '\r';
            if (control || c == 0x7F || c == 0xFFFE || c == 0xFFFF || (c >= 0x80 && c < 0xA0 && c != 0x85)) {
                throw problems.syntax(
                        at(file, text.substring(0, i)),
                        String.format("%s contains the control character U+%04X", file.source(), (int) c),
                        "Remove it; in a double-quoted YAML text it can be written as an escape");
            }
        }
    }

    /** The place right after {@code before}. */
    private static Origin at(Origin file, String before) {
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = 1 + before.codePointCount(before.lastIndexOf('\n') + 1, before.length());
        return new Origin(file.source(), line, column, "");
    }
}
