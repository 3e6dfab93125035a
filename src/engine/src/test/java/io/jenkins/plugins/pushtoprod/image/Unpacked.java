package io.jenkins.plugins.pushtoprod.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An image as other tools see it: skopeo fetches it, tar unpacks it. */
record Unpacked(JsonNode manifest, JsonNode config, Path root) implements AutoCloseable {

    /** @param fromLayer the lowest layer to unpack */
    static Unpacked of(String reference, Path directory, int fromLayer) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory(directory, "unpacked");
        Path image = work.resolve("image");
        Path root = Files.createDirectory(work.resolve("root"));
        run("skopeo", "copy", "--src-tls-verify=false", "docker://" + reference, "dir:" + image);
        ObjectMapper json = new ObjectMapper();
        JsonNode manifest = json.readTree(image.resolve("manifest.json").toFile());
        for (int i = fromLayer; i < manifest.path("layers").size(); i++) {
            String digest = manifest.path("layers").get(i).path("digest").asText();
            run("tar", "-xzpf", image.resolve(digest.substring(7)).toString(), "-C", root.toString());
        }
        String config = manifest.path("config").path("digest").asText().substring(7);
        return new Unpacked(manifest, json.readTree(image.resolve(config).toFile()), root);
    }

    /** The links in it lead anywhere, which JUnit would warn about one by one. */
    @Override
    public void close() throws IOException, InterruptedException {
        run("rm", "-rf", root.toString());
    }

    /** What a program prints; it has to end with 0. */
    static String run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s%n%s", String.join(" ", command), output)
                .isZero();
        return output;
    }
}
