package io.jenkins.plugins.pushtoprod.image.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Optional;

/** Requests to one repository, with what goes around each of them: login, redirects, another attempt. */
final class Session {

    private static final int MOST_REDIRECTS = 5;

    /** One for the challenge, one for a token that just ran out. */
    private static final int MOST_ANSWERS = 2;

    private final Http http;
    private final Endpoint endpoint;
    private final Authenticator authenticator;
    private final Retry retry;

    Session(Http http, Endpoint endpoint, Authenticator authenticator, Retry retry) {
        this.http = http;
        this.endpoint = endpoint;
        this.authenticator = authenticator;
        this.retry = retry;
    }

    /**
     * A request that may be sent more than once.
     *
     * @param body read again for every attempt
     */
    record Call(String method, URI uri, Map<String, String> headers, Body body) {

        static Call of(String method, URI uri) {
            return new Call(method, uri, Map.of(), BodyPublishers::noBody);
        }
    }

    /** A body that can be read from its start again. */
    @FunctionalInterface
    interface Body {
        BodyPublisher open() throws IOException;
    }

    RegistryProblem problem() {
        return new RegistryProblem(endpoint, authenticator.login());
    }

    /** Sends until there is an answer that another attempt would not change. */
    Reply send(Call call) throws InterruptedException {
        return withRetries(call.uri(), () -> once(call));
    }

    /** Several requests that belong together and have to start over if one of them fails. */
    Reply withRetries(URI uri, Retry.Attempt attempt) throws InterruptedException {
        try {
            return retry.run(attempt);
        } catch (ConnectionException e) {
            throw problem().noAnswer(uri, e);
        } catch (IOException e) {
            throw problem().unreadable(e);
        }
    }

    /** One attempt; a login that is asked for is given. */
    Reply once(Call call) throws ConnectionException, IOException, InterruptedException {
        return authorized(call.uri(), header -> http.send(request(call, call.uri(), header)));
    }

    /** One attempt to write what is there to the sink; redirects are followed. */
    Reply download(URI uri, OutputStream sink) throws ConnectionException, IOException, InterruptedException {
        Call call = Call.of("GET", uri);
        Reply reply = authorized(uri, header -> http.download(request(call, uri, header), sink));
        for (int number = 0; isRedirect(reply) && number < MOST_REDIRECTS; number++) {
            URI target =
                    reply.uri().resolve(reply.headers().firstValue("Location").orElseThrow());
            if (!endpoint.allows(target)) {
                throw problem().unsafe(target);
            }
            Optional<String> header = endpoint.isRegistry(target) ? authenticator.authorization() : Optional.empty();
            reply = http.download(request(call, target, header), sink);
        }
        return reply;
    }

    private static boolean isRedirect(Reply reply) {
        return reply.status() >= 301
                && reply.status() <= 308
                && reply.headers().firstValue("Location").isPresent();
    }

    /** Sends something with the value of an {@code Authorization} header. */
    private interface Sending {
        Reply with(Optional<String> authorization) throws ConnectionException, IOException, InterruptedException;
    }

    private Reply authorized(URI uri, Sending sending) throws ConnectionException, IOException, InterruptedException {
        if (!endpoint.isRegistry(uri)) {
            return sending.with(Optional.empty());
        }
        Optional<String> authorization = authenticator.authorization();
        Reply reply = sending.with(authorization);
        for (int number = 0; number < MOST_ANSWERS && reply.status() == 401; number++) {
            if (!authenticator.answer(reply, authorization)) {
                break;
            }
            authorization = authenticator.authorization();
            reply = sending.with(authorization);
        }
        return reply;
    }

    private static HttpRequest request(Call call, URI uri, Optional<String> authorization) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("User-Agent", "push-to-prod");
        call.headers().forEach(request::header);
        authorization.ifPresent(value -> request.header("Authorization", value));
        return request.method(call.method(), call.body().open()).build();
    }
}
