package hello;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** The smallest service worth shipping: says hello, says that it is well, and stops without failing a request. */
public final class Hello {

    private Hello() {}

    public static void main(String[] arguments) throws IOException {
        int port = setting("PORT", 8080, 65535);
        int drainSeconds = setting("DRAIN_SECONDS", 5, 600);
        HttpServer server = listen(port);
        server.createContext("/", exchange -> answer(exchange, "/", "Hello\n"));
        server.createContext("/health", exchange -> answer(exchange, "/health", "ok\n"));
        server.setExecutor(Executors.newFixedThreadPool(8));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, drainSeconds)));
        server.start();
        System.out.println("listening on port " + server.getAddress().getPort());
    }

    private static HttpServer listen(int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(port), 0);
        } catch (BindException e) {
            throw refuse("cannot listen on port " + port + ": " + e.getMessage());
        }
    }

    private static void answer(HttpExchange exchange, String path, String text) throws IOException {
        // A context also gets every path below it.
        boolean found = exchange.getRequestURI().getPath().equals(path);
        byte[] body = (found ? text : "Not found\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(found ? 200 : 404, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static void stop(HttpServer server, int drainSeconds) {
        System.out.println("draining for " + drainSeconds + " seconds");
        try {
            // Kubernetes withdraws the address at the same time as it signals: requests still arrive for a while.
            Thread.sleep(drainSeconds * 1000L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(1);
        System.out.println("stopped");
        // Else the JVM would report the signal as its exit code, 143, for a stop that went well.
        Runtime.getRuntime().halt(0);
    }

    private static int setting(String name, int otherwise, int most) {
        String text = System.getenv().getOrDefault(name, "");
        if (text.isEmpty()) {
            return otherwise;
        }
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw refuse(name + " is '" + text + "', expected a whole number from 0 to " + most);
    }

    private static Error refuse(String why) {
        System.err.println("jar-hello: " + why);
        // Not exit: there is nothing to stop yet.
        Runtime.getRuntime().halt(1);
        return new AssertionError("not reached");
    }
}
