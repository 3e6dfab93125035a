package io.jenkins.plugins.pushtoprod.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server in this process that answers what a test tells it to. */
class ApiTest {

    private static final Patience QUICK = patience(Duration.ofSeconds(20));

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private final List<KubernetesClient> clients = new ArrayList<>();

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            Answer answer = answers.size() > 1 ? answers.poll() : answers.peek();
            answer.to(exchange);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        clients.forEach(KubernetesClient::close);
        server.stop(0);
    }

    @Test
    void triesAgainWhatMayPass() {
        answers.add(status(429, "slow down"));
        answers.add(status(503, "not ready"));
        answers.add(status(200, "there"));

        assertThat(api("t").get("/x").path("message").asText()).isEqualTo("there");
        assertThat(requests).containsExactly("GET /x", "GET /x", "GET /x");
    }

    @Test
    void triesAgainWhenTheConnectionBreaks() {
        answers.add(HttpExchange::close);
        answers.add(status(200, "there"));

        assertThat(api("t").get("/x").path("message").asText()).isEqualTo("there");
    }

    @Test
    void givesUpAfterAFewAttempts() {
        answers.add(status(500, "Internal error occurred: failed calling webhook \"w\": refused"));

        ApiException refused = catchThrowableOfType(ApiException.class, () -> api("t").get("/x"));

        assertThat(refused.code()).isEqualTo(500);
        assertThat(requests).hasSize(3);
    }

    @Test
    void doesNotTryAgainWhatStays() {
        answers.add(
                status(500, "failed to create typed patch object (/x; v1, Kind=X): .a: field not declared in schema"));
        assertThatThrownBy(() -> api("t").get("/x")).isInstanceOf(ApiException.class);
        answers.add(status(422, "invalid"));
        answers.poll();
        assertThatThrownBy(() -> api("t").get("/x")).isInstanceOf(ApiException.class);

        assertThat(requests).hasSize(2);
    }

    @Test
    void doesNotTryAgainOnceTheLockIsLost() {
        answers.add(status(503, "not ready"));
        Api guarded = api("t").guarded(() -> {
            if (!requests.isEmpty()) {
                throw new IllegalStateException("lost");
            }
        });

        assertThatThrownBy(() -> guarded.get("/x")).hasMessage("lost");

        assertThat(requests).hasSize(1);
    }

    @Test
    void doesNotTryAgainOnceInterrupted() {
        answers.add(status(503, "not ready"));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> api("t").get("/x")).isInstanceOf(ApiException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(requests).hasSize(1);
    }

    @Test
    void saysThatTheCredentialsAreNotAccepted() {
        answers.add(status(401, "Unauthorized"));

        Problem problem = problem("opaque");

        assertThat(problem.kind()).isEqualTo(Problem.Kind.CLUSTER);
        assertThat(problem.what())
                .isEqualTo("The cluster at " + address()
                        + " does not accept the credentials: they are wrong, revoked or expired.");
        // Once more, because a pod's token may have been renewed.
        assertThat(requests).hasSize(2);
    }

    @Test
    void saysWhenATokenExpired() {
        answers.add(status(401, "Unauthorized"));
        String claims = Base64.getUrlEncoder().encodeToString("{\"exp\":1700000000}".getBytes(StandardCharsets.UTF_8));

        assertThat(problem("e30." + claims + ".signature").what())
                .endsWith("does not accept the credentials: the token expired at 2023-11-14T22:13:20Z.");
    }

    @Test
    void saysThatItIsNoApiServer() {
        answers.add(exchange -> send(exchange, 200, "<html>Welcome</html>"));

        assertThat(problem("t").what()).isEqualTo(address() + " answers, but not as a Kubernetes API server.");
    }

    @Test
    void saysHowLongItWaitedForAnAnswer() {
        answers.add(exchange -> {});

        assertThatThrownBy(() -> api("http://" + address(), "t", patience(Duration.ofMillis(50)))
                        .get("/x"))
                .hasMessageMatching(
                        "The cluster at \\S+ cannot be reached: no answer in time \\(tried for \\d\\.\\d s\\)\\.");
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThatThrownBy(() -> api("http://127.0.0.1:" + port, "t").get("/x"))
                .hasMessageMatching("The cluster at 127.0.0.1:" + port
                        + " cannot be reached: connection refused \\(tried for \\d\\.\\d s\\)\\.");
    }

    @Test
    void saysThatThereIsNoSuchHost() {
        assertThatThrownBy(() -> api("https://no-such-host.invalid", "t").get("/x"))
                .hasMessageStartingWith("The cluster at no-such-host.invalid:443 cannot be reached: no such host");
    }

    @Test
    void saysThatItSpeaksPlainHttp() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread plain = new Thread(() -> answerPlainly(socket));
            plain.start();

            assertThatThrownBy(() -> api("https://127.0.0.1:" + socket.getLocalPort(), "t")
                            .get("/x"))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageStartingWith("No TLS connection to 127.0.0.1:" + socket.getLocalPort());
        }
    }

    /** Until the socket is closed. */
    private static void answerPlainly(ServerSocket socket) {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                int ignored = connection.getInputStream().read(new byte[1 << 14]);
                connection.getOutputStream().write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // The client has gone, or the test.
            }
        }
    }

    @Test
    void deletesOnlyWhatHasThatUid() {
        answers.add(status(409, "Precondition failed: UID in precondition: a, UID in object meta: b"));
        api("t").delete("/x", "a");
        answers.add(status(404, "gone"));
        answers.poll();
        api("t").delete("/x", "a");
        answers.add(status(409, "something else"));
        answers.poll();

        assertThatThrownBy(() -> api("t").delete("/x", "a")).isInstanceOf(ApiException.class);
    }

    private Problem problem(String token) {
        ProblemException e =
                catchThrowableOfType(ProblemException.class, () -> api(token).get("/x"));
        return e.problems().get(0);
    }

    private String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private Api api(String token) {
        return api("http://" + address(), token);
    }

    private static Patience patience(Duration request) {
        return new Patience(request, 3, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(60));
    }

    private Api api(String url, String token) {
        return api(url, token, QUICK);
    }

    private Api api(String url, String token, Patience patience) {
        Connection connection = Connections.of(new ClusterAccess.Token(url, Optional.empty(), new SecretValue(token)));
        KubernetesClient client = new ClientFactory(Instant.now()).client(connection);
        clients.add(client);
        return new Api(ClientFactory.withoutRetries(client), connection, patience);
    }

    private static Answer status(int code, String message) {
        String body = Trees.tree("{kind: Status}")
                .put("code", code)
                .put("message", message)
                .toString();
        return exchange -> send(exchange, code, body);
    }

    private static void send(HttpExchange exchange, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
