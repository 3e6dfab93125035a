package io.jenkins.plugins.pushtoprod.image;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** A real registry, seen through a proxy that fails when it is told to. */
final class FaultyRegistry implements AutoCloseable {

    private static final Set<String> NOT_PASSED_ON =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "http2-settings", "expect");

    private final String registry;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Guard guard = exchange -> false;
    private final AtomicLong uploaded = new AtomicLong();

    FaultyRegistry(String registry) throws IOException {
        this.registry = registry;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** What happens instead of the registry's answer. */
    @FunctionalInterface
    interface Fault {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private record Rule(Pattern request, AtomicInteger left, Fault fault) {}

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next {@code times} requests that match, written as {@code METHOD /path?query}, fail. */
    void fail(String request, int times, Fault fault) {
        rules.add(new Rule(Pattern.compile(request), new AtomicInteger(times), fault));
    }

    List<String> requests() {
        return requests;
    }

    /** Bytes of request bodies that arrived. */
    long uploaded() {
        return uploaded.get();
    }

    /**
     * Asks for a token from now on, as the distribution project's token scheme has it.
     *
     * @param login {@code user:password} that gets one; with others the service answers 401
     * @param uses how many requests a token is good for
     */
    void protect(String login, int uses) {
        AtomicInteger issued = new AtomicInteger();
        AtomicInteger left = new AtomicInteger();
        String basic = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        guard = exchange -> {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (exchange.getRequestURI().getPath().equals("/token")) {
                boolean known = basic.equals(authorization);
                byte[] token = ("{\"token\":\"t" + issued.incrementAndGet() + "\",\"new\":{}}")
                        .getBytes(StandardCharsets.UTF_8);
                left.set(uses);
                exchange.sendResponseHeaders(known ? 200 : 401, known ? token.length : -1);
                if (known) {
                    exchange.getResponseBody().write(token);
                }
                return true;
            }
            if (("Bearer t" + issued.get()).equals(authorization) && left.getAndDecrement() > 0) {
                return false;
            }
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders()
                    .set("WWW-Authenticate", "Bearer realm=\"http://" + address() + "/token\",service=\"test\"");
            exchange.sendResponseHeaders(401, -1);
            return true;
        };
    }

    /** Whether a request was answered and goes no further. */
    private interface Guard {
        boolean answers(HttpExchange exchange) throws IOException;
    }

    static Fault status(int status, String... headers) {
        return exchange -> {
            exchange.getRequestBody().readAllBytes();
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** Reads so many bytes of the request's body and closes the connection. */
    static Fault cutRequestAfter(int bytes) {
        return exchange -> exchange.getRequestBody().readNBytes(bytes);
    }

    /** Reads some of the request's body, and the rest of what comes only when it is told to. */
    Fault holdUp(CountDownLatch goOn, CountDownLatch over) {
        return exchange -> {
            try {
                InputStream body = exchange.getRequestBody();
                uploaded.addAndGet(body.readNBytes(10_000).length);
                goOn.await();
                byte[] piece = new byte[1 << 16];
                for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
                    uploaded.addAndGet(read);
                }
            } finally {
                over.countDown();
            }
        };
    }

    /** Announces and sends so many bytes of the real answer, and closes the connection halfway. */
    Fault cutAnswer() {
        return exchange -> {
            HttpResponse<byte[]> answer = answer(exchange, HttpResponse.BodyHandlers.ofByteArray());
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body(), 0, answer.body().length / 2);
            exchange.getResponseBody().flush();
        };
    }

    /** The real answer with one byte turned over. */
    Fault damageAnswer() {
        return exchange -> {
            byte[] body =
                    answer(exchange, HttpResponse.BodyHandlers.ofByteArray()).body();
            body[body.length / 2] ^= 1;
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        };
    }

    private void handle(HttpExchange exchange) {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        requests.add(request);
        try (exchange) {
            if (guard.answers(exchange)) {
                return;
            }
            for (Rule rule : rules) {
                if (rule.request.matcher(request).find() && rule.left.getAndDecrement() > 0) {
                    rule.fault.answer(exchange);
                    return;
                }
            }
            passOn(exchange);
        } catch (IOException | InterruptedException e) {
            // The client is gone, which some tests want.
        }
    }

    private void passOn(HttpExchange exchange) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = answer(exchange, HttpResponse.BodyHandlers.ofInputStream());
        answer.headers().map().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        long length = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head && length >= 0) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(length));
        }
        exchange.sendResponseHeaders(answer.statusCode(), head || length == 0 ? -1 : Math.max(length, 0));
        try (InputStream in = answer.body();
                OutputStream out = exchange.getResponseBody()) {
            in.transferTo(out);
        }
    }

    private <T> HttpResponse<T> answer(HttpExchange exchange, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://" + registry + exchange.getRequestURI()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        // Otherwise its answers would lead around the proxy.
        request.header("X-Forwarded-Host", address());
        boolean hasBody = !"0".equals(exchange.getRequestHeaders().getFirst("Content-Length"))
                && exchange.getRequestHeaders().getFirst("Content-Length") != null;
        request.method(
                exchange.getRequestMethod(),
                hasBody ? BodyPublishers.ofInputStream(() -> counted(exchange)) : BodyPublishers.noBody());
        return client.send(request.build(), handler);
    }

    private InputStream counted(HttpExchange exchange) {
        return new FilterInputStream(exchange.getRequestBody()) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = super.read(bytes, offset, length);
                uploaded.addAndGet(Math.max(read, 0));
                return read;
            }
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
