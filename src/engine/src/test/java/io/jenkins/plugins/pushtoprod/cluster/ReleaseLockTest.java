package io.jenkins.plugins.pushtoprod.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that keeps one Lease, and loses answers or writes by itself when it is told to. */
class ReleaseLockTest {

    private volatile Optional<ObjectNode> stored = Optional.empty();
    private final AtomicBoolean loseNextAnswer = new AtomicBoolean();
    private HttpServer server;
    private KubernetesClient client;
    private Api api;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        Connection connection = Connections.of(new ClusterAccess.Token(
                "http://127.0.0.1:" + server.getAddress().getPort(), Optional.empty(), new SecretValue("t")));
        client = new ClientFactory(Instant.now()).client(connection);
        api = new Api(ClientFactory.withoutRetries(client), connection, Patience.DEFAULT);
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void isGotAlsoWhenTheAnswerIsLost() throws Exception {
        loseNextAnswer.set(true);

        try (ReleaseLock lock = lock()) {
            lock.check();
        }
        assertThat(holder()).isEmpty();
    }

    @Test
    void isGivenBackAlsoWhenARenewalHasJustGotThrough() throws Exception {
        ReleaseLock lock = lock();
        ObjectNode renewed = stored.orElseThrow().deepCopy();
        renewed.withObject("/metadata").put("resourceVersion", "99");
        stored = Optional.of(renewed);

        lock.close();

        assertThat(holder()).isEmpty();
    }

    private ReleaseLock lock() throws InterruptedException {
        return ReleaseLock.acquire(api, new LeaseObject("shop", "web"), "me", Duration.ZERO, holder -> {});
    }

    private String holder() {
        return stored.orElseThrow().at("/spec/holderIdentity").asText();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        switch (exchange.getRequestMethod()) {
            case "GET" -> {
                if (stored.isPresent()) {
                    send(exchange, 200, stored.get());
                } else {
                    send(exchange, 404, status(404));
                }
            }
            case "POST" -> {
                if (stored.isPresent()) {
                    send(exchange, 409, status(409));
                } else {
                    send(exchange, 201, store(body, 1));
                }
            }
            default -> {
                ObjectNode sent = Trees.tree(new String(body, StandardCharsets.UTF_8));
                String current = version(stored.orElseThrow());
                if (version(sent).equals(current)) {
                    send(exchange, 200, store(body, Integer.parseInt(current) + 1));
                } else {
                    send(exchange, 409, status(409));
                }
            }
        }
    }

    private ObjectNode store(byte[] body, int version) {
        ObjectNode lease = Trees.tree(new String(body, StandardCharsets.UTF_8));
        lease.withObject("/metadata").put("resourceVersion", String.valueOf(version));
        stored = Optional.of(lease);
        return lease;
    }

    private static String version(ObjectNode lease) {
        return lease.at("/metadata/resourceVersion").asText();
    }

    private static ObjectNode status(int code) {
        return Trees.tree("{kind: Status}").put("code", code);
    }

    private void send(HttpExchange exchange, int code, ObjectNode body) throws IOException {
        boolean written = !exchange.getRequestMethod().equals("GET");
        if (written && loseNextAnswer.getAndSet(false)) {
            exchange.close();
            return;
        }
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
