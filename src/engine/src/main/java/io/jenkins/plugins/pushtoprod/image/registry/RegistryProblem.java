package io.jenkins.plugins.pushtoprod.image.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.image.RegistryAccess;
import io.jenkins.plugins.pushtoprod.image.blob.Digest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Trouble with a registry, told as what to do about it. */
final class RegistryProblem {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_TEXT = 300;

    private final Endpoint endpoint;
    private final Optional<RegistryAccess.Login> login;

    RegistryProblem(Endpoint endpoint, Optional<RegistryAccess.Login> login) {
        this.endpoint = endpoint;
        this.login = login;
    }

    /** The registry answered, but not with what was asked for. */
    ProblemException refused(Reply reply) {
        return switch (reply.status()) {
            case 401 -> insufficientScope(reply) ? forbidden(reply) : unauthorized(reply);
            case 403 -> forbidden(reply);
            case 404 -> absent(reply);
            case 413 ->
                problem(
                        "registry " + endpoint.registry() + " takes no blob of that size",
                        reply,
                        "raise the limit of the registry, or of the proxy before it (client_max_body_size in nginx)");
            case 429 ->
                problem(
                        "registry " + endpoint.registry() + " limits how often it may be asked" + said(reply),
                        reply,
                        login.isPresent()
                                ? "wait, or raise the limit of user " + user()
                                : "wait, or give a login: anonymous users have the lowest limit");
            default ->
                reply.status() >= 500
                        ? problem(
                                "registry " + endpoint.registry() + " fails with HTTP " + reply.status() + said(reply),
                                reply,
                                "it was asked several times; look at the registry's own log and disk, then run this"
                                        + " again")
                        : problem(
                                "registry " + endpoint.registry() + " refuses with HTTP " + reply.status()
                                        + said(reply),
                                reply,
                                "run this again; if it stays, the registry's log tells more");
        };
    }

    private ProblemException unauthorized(Reply reply) {
        return login.map(found -> problem(
                        "registry " + endpoint.registry() + " refuses the login of user " + found.user() + said(reply),
                        reply,
                        "check user and password of the login that was given for it"))
                .orElseGet(() -> problem(
                        "registry " + endpoint.registry() + " asks for a login, and none was given" + said(reply),
                        reply,
                        "give a login for " + endpoint.registry() + ", or run 'docker login " + endpoint.registry()
                                + "'"));
    }

    private ProblemException forbidden(Reply reply) {
        return problem(
                "registry " + endpoint.registry() + " does not let " + user() + " "
                        + (reply.method().equals("GET") || reply.method().equals("HEAD") ? "read " : "push to ")
                        + endpoint.repository()
                        + said(reply),
                reply,
                "let that user in at the registry, or give another login");
    }

    private ProblemException absent(Reply reply) {
        boolean reading = reply.method().equals("GET") || reply.method().equals("HEAD");
        return reading
                ? problem(
                        "there is no such image in registry " + endpoint.registry() + ": " + name(reply),
                        reply,
                        "check the name and the tag; a private image may look absent without a login")
                : problem(
                        "registry " + endpoint.registry() + " has no repository " + endpoint.repository() + said(reply),
                        reply,
                        "create the repository first: this registry does not do so by itself");
    }

    private String name(Reply reply) {
        String path = reply.uri().getPath();
        String last = path.substring(path.lastIndexOf('/') + 1);
        return endpoint.repository() + (last.startsWith("sha256:") ? "@" : ":") + last;
    }

    /** No token for the login, or without one. */
    ProblemException noToken(Reply reply) {
        return switch (reply.status()) {
            case 401, 403 -> unauthorized(reply);
            case 200 ->
                problem(
                        "the token service of registry " + endpoint.registry() + " answered without a token",
                        reply,
                        "check what answers at that address");
            default -> refused(reply);
        };
    }

    ProblemException badRealm(String realm) {
        return new ProblemException(Problem.of(
                Problem.Kind.REGISTRY,
                "registry " + endpoint.registry() + " sends its users to a token service that must not be asked: "
                        + realm,
                endpoint.uri("").toString(),
                "a token service has to use https; list its host under plain HTTP if you trust the network between"));
    }

    ProblemException unsafe(URI target) {
        return new ProblemException(Problem.of(
                Problem.Kind.REGISTRY,
                "registry " + endpoint.registry() + " leads to an address without TLS: " + withoutQuery(target),
                endpoint.uri("").toString(),
                "fix the registry's address of itself (X-Forwarded-Proto behind a proxy), or list that host"
                        + " under plain HTTP"));
    }

    ProblemException damaged(URI uri, Digest arrived) {
        return new ProblemException(Problem.of(
                Problem.Kind.REGISTRY,
                "registry " + endpoint.registry() + " sent other bytes than were asked for (" + arrived + ")",
                uri.toString(),
                "look for a proxy that changes content, or push that image again"));
    }

    ProblemException unreadable(IOException cause) {
        return new ProblemException(
                Problem.of(
                        Problem.Kind.MACHINE,
                        "a file to upload cannot be read: " + cause.getMessage(),
                        endpoint.toString(),
                        "run this again; it is made anew"),
                cause);
    }

    ProblemException noAnswer(URI uri, ConnectionException failure) {
        IOException cause = failure.failure();
        String registry = "registry " + endpoint.registry();
        Problem problem;
        if (cause instanceof SSLException) {
            problem = about(
                    uri,
                    "no trusted connection to " + registry + ": " + cause.getMessage(),
                    "add the registry's CA certificate to Java's trust store, or list it under plain HTTP if it has no"
                            + " TLS");
        } else if (cause instanceof HttpConnectTimeoutException) {
            problem = about(
                    uri, registry + " cannot be reached: no answer in time", "check address, network and firewall");
        } else if (hasCause(cause, UnknownHostException.class) || hasCause(cause, UnresolvedAddressException.class)) {
            problem = about(uri, registry + " is not known by that name", "check its spelling, and this machine's DNS");
        } else if (cause instanceof ConnectException) {
            problem =
                    about(uri, registry + " cannot be reached: connection refused", "check that it runs, and its port");
        } else {
            problem = about(uri, "the connection to " + registry + " broke: " + cause.getMessage(), "run this again");
        }
        return new ProblemException(problem, failure);
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean insufficientScope(Reply reply) {
        return reply.headers().allValues("WWW-Authenticate").stream()
                .anyMatch(value -> value.contains("insufficient_scope"));
    }

    private String user() {
        return login.map(found -> "user " + found.user()).orElse("anonymous users");
    }

    private ProblemException problem(String what, Reply reply, String advice) {
        return new ProblemException(about(reply.uri(), what, advice));
    }

    private static Problem about(URI uri, String what, String advice) {
        return Problem.of(Problem.Kind.REGISTRY, what, withoutQuery(uri), advice);
    }

    /** A query may carry a signature or the state of an upload. */
    private static String withoutQuery(URI uri) {
        return uri.toString().replaceFirst("\\?.*", "");
    }

    /** What the registry itself says (the errors of the distribution specification), or nothing. */
    private static String said(Reply reply) {
        List<String> messages = new ArrayList<>();
        try {
            for (JsonNode error : JSON.readTree(reply.body()).path("errors")) {
                String message = error.path("message").asText(error.path("code").asText());
                JsonNode detail = error.path("detail");
                messages.add(
                        detail.isTextual() && !detail.asText().isBlank()
                                ? message + " (" + detail.asText() + ")"
                                : message);
            }
        } catch (IOException e) {
            // No JSON, so nothing that a registry says.
        }
        String text = String.join("; ", messages);
        if (text.isBlank()) {
            return "";
        }
        return ": " + (text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text);
    }
}
