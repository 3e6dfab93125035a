package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that holds one secret value: UTF-8, at most 1 MiB; one line feed at its end does not count. */
record SecretFile(Path path) {

    // What a Kubernetes Secret can hold.
    private static final int MOST_BYTES = 1 << 20;

    SecretValue read() {
        try (var in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw problem("is larger than 1 MiB", "Name the file that holds the value alone");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            String value = text.replaceFirst("\\r?\\n\\z", "");
            if (value.isEmpty()) {
                throw problem("is empty", "Write the value into it");
            }
            return new SecretValue(value);
        } catch (CharacterCodingException e) {
            throw problem("is not UTF-8 text", "Encode the value, such as in base64");
        } catch (NoSuchFileException e) {
            throw problem("is not there", "Check the path");
        } catch (AccessDeniedException e) {
            throw problem("may not be read by this user", "Check its owner and mode");
        } catch (IOException e) {
            throw problem("cannot be read: " + e.getMessage(), "Check that it is a file");
        }
    }

    private ProblemException problem(String what, String advice) {
        return new ProblemException(Problem.of(Problem.Kind.INPUT, "the file " + what, path.toString(), advice));
    }
}
