package io.jenkins.plugins.pushtoprod.rollout.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a real API server cannot be made to answer when a test wants it: pages, 410, 429, a watch that ends. */
class ReflectorTest {

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> changed = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService serving = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private HttpServer server;
    private KubernetesClient client;
    private Reflector<Pod> reflector;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(serving);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getQuery());
            Answer answer;
            synchronized (answers) {
                answer = answers.isEmpty() ? this::hang : answers.poll();
            }
            try (exchange) {
                answer.to(exchange);
            }
        });
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .build())
                .build();
        reflector = new Reflector<>(
                new ApiReader(client),
                WatchedKind.POD,
                "prod",
                timer,
                pod -> changed.add(pod.getMetadata().getName()),
                () -> {});
    }

    @AfterEach
    void stop() {
        reflector.close();
        end.countDown();
        client.close();
        server.stop(0);
        serving.shutdownNow();
        timer.shutdownNow();
    }

    @Test
    void listsAndWatches() {
        answer(list("10", "", pod("a", "1"), pod("b", "2")));
        answer(stream(
                event("MODIFIED", pod("a", "11")), event("DELETED", pod("b", "12")), event("ADDED", pod("c", "13"))));
        reflector.start();
        await().untilAsserted(() -> assertThat(changed).containsExactly("a", "b", "a", "b", "c"));
        assertThat(reflector.health()).isEqualTo(new Health.Live());
        assertThat(version("a")).isEqualTo("11");
        assertThat(reflector.named("b")).isEmpty();
        assertThat(reflector.belongingTo("owner"))
                .extracting(p -> p.getMetadata().getName())
                .containsExactly("a", "c");
        assertThat(asked.get(1)).contains("watch=true", "resourceVersion=10");
    }

    @Test
    void readsAListInPages() {
        answer(list("10", "more", pod("a", "1")));
        answer(list("10", "", pod("b", "2")));
        reflector.start();
        await().untilAsserted(() -> assertThat(changed).containsExactly("a", "b"));
        assertThat(asked.get(1)).contains("continue=more");
    }

    /** The server ends a watch every few minutes: that is no reason to list again. */
    @Test
    void goesOnFromWhereAWatchEnded() {
        answer(list("10", "", pod("a", "1")));
        answer(ending(event("MODIFIED", pod("a", "11")), event("BOOKMARK", pod("", "20"))));
        answer(stream(event("MODIFIED", pod("a", "21"))));
        reflector.start();
        await().untilAsserted(() -> assertThat(version("a")).isEqualTo("21"));
        assertThat(asked.get(2)).contains("watch=true", "resourceVersion=20");
    }

    @Test
    void listsAgainWhenTheHistoryIsGone() {
        answer(list("10", "", pod("a", "1"), pod("b", "2")));
        answer(stream("{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410,\"message\":\"too old\"}}"));
        answer(list("50", "", pod("a", "1"), pod("c", "49")));
        reflector.start();
        await().untilAsserted(() -> assertThat(changed).containsExactly("a", "b", "c", "b"));
        assertThat(reflector.named("b")).isEmpty();
        await().untilAsserted(() -> assertThat(asked.get(3)).contains("resourceVersion=50"));
    }

    @Test
    void waitsAsLongAsAnOverloadedServerAsks() {
        answer(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "1");
            exchange.sendResponseHeaders(429, -1);
        });
        answer(list("10", "", pod("a", "1")));
        long start = System.nanoTime();
        reflector.start();
        await().until(() -> reflector.health() instanceof Health.Away);
        await().until(() -> reflector.health() instanceof Health.Live);
        assertThat(System.nanoTime() - start).isGreaterThan(1_000_000_000L);
    }

    @Test
    void saysThatItMayNotLook() {
        answer(exchange -> {
            byte[] body = "{\"kind\":\"Status\",\"message\":\"pods is forbidden: User \\\"x\\\" cannot list\"}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(403, body.length);
            exchange.getResponseBody().write(body);
        });
        reflector.start();
        await().until(() -> reflector.health() instanceof Health.Forbidden);
        assertThat(reflector.health())
                .isEqualTo(new Health.Forbidden("HTTP 403 pods is forbidden: User \"x\" cannot list"));
    }

    @Test
    void saysThatItIsNoLongerAccepted() {
        answer(exchange -> exchange.sendResponseHeaders(401, -1));
        reflector.start();
        await().until(() -> reflector.health() instanceof Health.Away away && away.unauthorized());
    }

    @Test
    void survivesNonsense() {
        answer(list("10", "", pod("a", "1")));
        answer(stream("no JSON"));
        answer(exchange -> exchange.sendResponseHeaders(500, -1));
        answer(list("20", "", pod("a", "15")));
        reflector.start();
        await().untilAsserted(() -> assertThat(version("a")).isEqualTo("15"));
        assertThat(reflector.health()).isEqualTo(new Health.Live());
    }

    @Test
    void saysThatAnObjectCannotBeReadAndTriesAgain() {
        answer(list("10", "", "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"},\"spec\":\"no object\"}"));
        answer(list("20", "", pod("a", "15")));
        reflector.start();
        await().until(() -> reflector.health() instanceof Health.Away);
        await().untilAsserted(() -> assertThat(version("a")).isEqualTo("15"));
    }

    @Test
    void aChangeThatCannotBeReadIsNotTheEnd() {
        answer(list("10", "", pod("a", "1")));
        answer(stream(event("MODIFIED", "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"},\"spec\":\"no object\"}")));
        answer(list("20", "", pod("a", "15")));
        reflector.start();
        await().untilAsserted(() -> assertThat(version("a")).isEqualTo("15"));
    }

    private String version(String name) {
        return reflector
                .named(name)
                .map(HasMetadata::getMetadata)
                .map(metadata -> metadata.getResourceVersion())
                .orElse("none");
    }

    private void answer(Answer answer) {
        synchronized (answers) {
            answers.add(answer);
        }
    }

    private static Answer list(String version, String next, String... pods) {
        return exchange -> {
            byte[] body = ("{\"metadata\":{\"resourceVersion\":\"" + version + "\",\"continue\":\"" + next
                            + "\"},\"items\":[" + String.join(",", pods) + "]}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        };
    }

    private Answer stream(String... lines) {
        return exchange -> {
            ending(lines).to(exchange);
            hang(exchange);
        };
    }

    private static Answer ending(String... lines) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            for (String line : lines) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        };
    }

    private void hang(HttpExchange exchange) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String event(String type, String object) {
        return "{\"type\":\"" + type + "\",\"object\":" + object + "}";
    }

    private static String pod(String name, String version) {
        return "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"" + name + "\",\"uid\":\"uid-" + name
                + "\",\"resourceVersion\":\"" + version
                + "\",\"ownerReferences\":[{\"uid\":\"owner\",\"controller\":true}]}}";
    }
}
