package io.jenkins.plugins.pushtoprod.image.type;

import io.jenkins.plugins.pushtoprod.image.blob.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;

/**
 * What an app asks of pip.
 *
 * @param root of the sources; pip runs there
 * @param file relative to the root, for {@code pip install -r}
 * @param inputs digest of every file that the answer depends on, by its name relative to the root
 */
record Requirements(Path root, Path file, Map<String, Digest> inputs) {

    private static final String FILE = "requirements.txt";

    /** Empty if the app has no dependencies. */
    static Optional<Requirements> of(Path root) {
        if (!Files.isRegularFile(root.resolve(FILE))) {
            new DeclaredElsewhere(root).refuse();
            return Optional.empty();
        }
        RequirementsReader reader = new RequirementsReader(root);
        boolean any = reader.read(root.resolve(FILE));
        return any ? Optional.of(new Requirements(root, Path.of(FILE), reader.inputs())) : Optional.empty();
    }

    /** @param recipe how they are brought together */
    String key(String recipe) {
        MessageDigest hash = Digest.sha256();
        hash.update(recipe.getBytes(StandardCharsets.UTF_8));
        inputs.forEach(
                (name, digest) -> hash.update(("\n" + digest.hex() + " " + name).getBytes(StandardCharsets.UTF_8)));
        return Digest.of(hash).hex();
    }
}
