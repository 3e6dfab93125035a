package io.jenkins.plugins.pushtoprod.image;

import io.jenkins.plugins.pushtoprod.image.blob.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.GZIPInputStream;

/** Small base images of Docker's schema 2, pushed by another tool than ours. */
final class TestBases {

    private TestBases() {}

    /**
     * Pushes an image with empty programs.
     *
     * @return its reference
     */
    static String push(Path work, String environment, String... programs) throws IOException, InterruptedException {
        Path root = Files.createDirectories(work.resolve("base-root"));
        for (String program : programs) {
            Path file = root.resolve(program);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, "");
        }
        Path image = Files.createDirectories(work.resolve("base-image"));
        Path archive = work.resolve("base.tar.gz");
        Unpacked.run("tar", "-czf", archive.toString(), "-C", root.toString(), ".");
        byte[] layer = Files.readAllBytes(archive);
        Digest diffId = Digest.of(new GZIPInputStream(new ByteArrayInputStream(layer)));
        byte[] config =
                """
                {"architecture":"amd64","os":"linux","config":{"Env":["%s"],"Entrypoint":["/entry"]},
                 "rootfs":{"type":"layers","diff_ids":["%s"]}}"""
                        .formatted(environment, diffId)
                        .getBytes(StandardCharsets.UTF_8);
        // Properties that Jib refuses: docker 29 writes artifactType, Debian's own images data.
        String manifest =
                """
                {"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json",
                 "config":{"mediaType":"application/vnd.docker.container.image.v1+json","digest":"%s","size":%d,"data":"e30="},
                 "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","digest":"%s","size":%d,"artifactType":"x"}]}"""
                        .formatted(Digest.of(config), config.length, Digest.of(layer), layer.length);
        Files.writeString(image.resolve("version"), "Directory Transport Version: 1.1\n");
        Files.writeString(image.resolve("manifest.json"), manifest);
        Files.write(image.resolve(Digest.of(config).hex()), config);
        Files.write(image.resolve(Digest.of(layer).hex()), layer);
        String reference = Builds.REGISTRY + "/image-it/base:" + UUID.randomUUID();
        Unpacked.run("skopeo", "copy", "--dest-tls-verify=false", "dir:" + image, "docker://" + reference);
        return reference;
    }
}
