package io.jenkins.plugins.pushtoprod.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An interrupt ends a build, whatever it does just then, and leaves no tag and nothing half. */
class CancelIT {

    /** More than the machine's buffers between two programs hold. */
    private static final int SIZE = 20_000_000;

    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration A_BUILD = Duration.ofMinutes(2);

    private final Path directory;
    private final Path sources;
    private final FaultyRegistry registry;
    private final Builds builds;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    CancelIT(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.sources = Files.createDirectory(directory.resolve("sources"));
        this.registry = new FaultyRegistry(Builds.REGISTRY);
        this.builds = new Builds(directory.resolve("cache")).through(registry.address());
        Files.writeString(sources.resolve("main.py"), "print(1)\n");
        byte[] data = new byte[SIZE];
        new Random(7).nextBytes(data);
        Files.write(sources.resolve("data"), data);
    }

    @AfterEach
    void stop() {
        registry.close();
        thread.shutdownNow();
    }

    @Test
    void whileALayerIsUploaded() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        registry.fail("^PUT .*/uploads/", 10, registry.holdUp(goOn, over));
        Future<Image> build = start();
        await().atMost(A_BUILD).until(() -> registry.uploaded() > 0);

        cancel(build);

        // Nothing more comes than what was on its way when the connection was cut.
        goOn.countDown();
        assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(registry.uploaded()).isLessThan(SIZE);
        assertNoTag();
    }

    @Test
    void whileTheBaseIsDownloaded() throws Exception {
        registry.fail("^GET .*/base/python/blobs/", 10, exchange -> Thread.sleep(60_000));
        Future<Image> build = start();
        await().atMost(A_BUILD).until(() -> registry.requests().stream()
                .anyMatch(request -> request.startsWith("GET") && request.contains("/blobs/")));

        cancel(build);

        assertNoTag();
        assertNothingHalf();
    }

    @Test
    void whileDependenciesAreResolved() throws Exception {
        Files.writeString(
                sources.resolve("requirements.txt"), "--index-url http://" + registry.address() + "/simple\nslow\n");
        registry.fail("^GET /simple/slow", 10, exchange -> Thread.sleep(60_000));
        Future<Image> build = start();
        await().atMost(A_BUILD)
                .until(() -> registry.requests().stream().anyMatch(request -> request.contains("/simple/slow")));

        cancel(build);

        assertNoTag();
        assertNothingHalf();
        await().until(() -> ProcessHandle.current().descendants().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void theSameBuildAfterwardsIsWhole() throws Exception {
        registry.fail("^PUT .*/uploads/", 1, registry.holdUp(new CountDownLatch(1), new CountDownLatch(1)));
        Future<Image> build = start();
        await().atMost(A_BUILD).until(() -> registry.uploaded() > 0);
        cancel(build);

        Image image = builds.build(sources, Builds.PYTHON);

        String name = Builds.REGISTRY
                + image.repository().substring(registry.address().length());
        assertThat(Unpacked.run("skopeo", "inspect", "--tls-verify=false", "docker://" + name + ":1"))
                .contains(image.digest());
    }

    private Future<Image> start() {
        return thread.submit(() -> builds.build(sources, Builds.PYTHON));
    }

    /** The thread is free again within a second, by an {@link InterruptedException}. */
    private void cancel(Future<Image> build) throws Exception {
        long started = System.nanoTime();
        thread.shutdownNow();
        assertThatThrownBy(() -> build.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(AT_ONCE);
    }

    private void assertNoTag() {
        assertThat(registry.requests()).noneMatch(request -> request.matches("PUT .*/manifests/.*"));
    }

    private void assertNothingHalf() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("cache/tmp"))) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }
}
