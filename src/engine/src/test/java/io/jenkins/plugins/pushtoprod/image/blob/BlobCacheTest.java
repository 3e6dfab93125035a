package io.jenkins.plugins.pushtoprod.image.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobCacheTest {

    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    private final Path root;
    private final BlobCache cache;

    BlobCacheTest(@TempDir Path directory) {
        this.root = directory.resolve("cache");
        this.cache = new BlobCache(root);
    }

    @Test
    void aBlobIsFoundByTheDigestOfItsBytes() throws Exception {
        Blob blob = cache.write(out -> out.write(HELLO));

        assertThat(blob.digest())
                .hasToString("sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        assertThat(cache.has(blob)).isTrue();
        assertThat(cache.find(blob.digest()).orElseThrow()).hasBinaryContent(HELLO);
    }

    @Test
    void aTruncatedBlobIsNotThereAndADamagedOneIsRemoved() throws Exception {
        Blob blob = cache.write(out -> out.write(HELLO));
        Path file = cache.find(blob.digest()).orElseThrow();

        Files.writeString(file, "hell");
        assertThat(cache.has(blob)).isFalse();
        Files.writeString(file, "hallo");
        assertThat(cache.find(blob.digest())).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void whatFailsHalfwayLeavesNothing() throws Exception {
        assertThatThrownBy(() -> cache.write(out -> {
                    out.write(HELLO);
                    throw new InterruptedException();
                }))
                .isInstanceOf(InterruptedException.class);

        assertThat(files()).isEmpty();
    }

    @Test
    void manyMayWriteTheSameAtOnce() throws Exception {
        byte[] large = new byte[1 << 20];
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Blob>> writes = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                writes.add(threads.submit(() -> new BlobCache(root).write(out -> out.write(large))));
            }
            for (Future<Blob> write : writes) {
                assertThat(cache.find(write.get().digest())).isPresent();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(files()).hasSize(1);
    }

    @Test
    void aPlaceThatIsNoDirectoryIsTheMachinesTrouble() throws Exception {
        Files.writeString(root, "a file");

        assertThatThrownBy(() -> cache.write(out -> out.write(HELLO)))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problems().get(0).kind()).isEqualTo(Problem.Kind.MACHINE);
                    assertThat(e.problems().get(0).where()).contains(root.toString());
                    assertThat(e.problems().get(0).advice()).isPresent();
                });
    }

    @Test
    void aDigestCannotNameAnotherPlace() {
        for (String text :
                List.of("sha256:../../etc/passwd", "sha256:ABC", "sha512:" + "0".repeat(128), "", "latest")) {
            assertThatThrownBy(() -> Digest.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatNobodyUsedForAMonthAndWhatAKilledBuildLeftIsPruned() throws Exception {
        Blob old = cache.write(out -> out.write(HELLO));
        Blob used = cache.write(out -> out.write(1));
        Path left = cache.newWorkDirectory().resolve("half");
        Files.writeString(left, "");
        age(root.resolve("blobs/sha256").resolve(old.digest().hex()), Duration.ofDays(31));
        age(root.resolve("blobs/sha256").resolve(used.digest().hex()), Duration.ofDays(31));
        age(left, Duration.ofDays(2));

        assertThat(cache.has(used)).isTrue();
        cache.prune();

        assertThat(cache.has(old)).isFalse();
        assertThat(cache.has(used)).isTrue();
        assertThat(left).doesNotExist();
    }

    @Test
    void pruningHappensOnceADay() throws Exception {
        cache.write(out -> out.write(1));
        cache.prune();
        Blob old = cache.write(out -> out.write(HELLO));
        age(root.resolve("blobs/sha256").resolve(old.digest().hex()), Duration.ofDays(31));

        cache.prune();

        assertThat(cache.has(old)).isTrue();
    }

    private static void age(Path file, Duration age) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
