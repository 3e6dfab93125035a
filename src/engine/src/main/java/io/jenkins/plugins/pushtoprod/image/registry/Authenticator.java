package io.jenkins.plugins.pushtoprod.image.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.pushtoprod.image.RegistryAccess;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers a registry's challenge: with the login itself, or with a token that the login, or nobody's name, gets. */
final class Authenticator {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Http http;
    private final Endpoint endpoint;
    private final Optional<RegistryAccess.Login> login;
    private final List<String> scopes;
    private @Nullable String authorization;

    /** @param scopes what to ask for, as in {@code team/users-api:pull,push} */
    Authenticator(Http http, Endpoint endpoint, Optional<RegistryAccess.Login> login, List<String> scopes) {
        this.http = http;
        this.endpoint = endpoint;
        this.login = login;
        this.scopes = scopes;
    }

    Optional<RegistryAccess.Login> login() {
        return login;
    }

    /** The value of the {@code Authorization} header, once a challenge was answered. */
    synchronized Optional<String> authorization() {
        return Optional.ofNullable(authorization);
    }

    /**
     * Answers the challenge of a 401.
     *
     * @param refused the authorization that the request had; if another one is there by now, that one may be tried first
     * @return whether it is worth to ask again
     */
    synchronized boolean answer(Reply unauthorized, Optional<String> refused)
            throws ConnectionException, InterruptedException {
        if (!authorization().equals(refused)) {
            return true;
        }
        Optional<Challenge> challenge = Challenge.best(unauthorized.headers().allValues("WWW-Authenticate"));
        if (challenge.isEmpty()) {
            return false;
        }
        String answer = challenge.get().scheme().equals(Challenge.BEARER)
                ? bearer(challenge.get())
                : login.map(Authenticator::basic).orElse(null);
        boolean isNew = answer != null && !answer.equals(authorization);
        authorization = answer;
        return isNew;
    }

    private static String basic(RegistryAccess.Login login) {
        String pair = login.user() + ":" + login.password().reveal();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private String bearer(Challenge challenge) throws ConnectionException, InterruptedException {
        URI realm = realm(challenge);
        String service = Optional.ofNullable(challenge.parameters().get("service"))
                .map(name -> "service=" + encode(name) + "&")
                .orElse("");
        HttpRequest request = token(realm, service);
        Reply reply = http.send(request);
        if (!reply.succeeded()) {
            throw new RegistryProblem(endpoint, login).noToken(reply);
        }
        return "Bearer " + tokenIn(reply);
    }

    private URI realm(Challenge challenge) {
        String text = challenge.parameters().getOrDefault("realm", "");
        try {
            URI realm = new URI(text);
            if (endpoint.allows(realm)) {
                return realm;
            }
        } catch (URISyntaxException e) {
            // Told below, as any other realm that cannot be used.
        }
        throw new RegistryProblem(endpoint, login).badRealm(text);
    }

    private HttpRequest token(URI realm, String service) {
        String query = service + "client_id=push-to-prod"
                + scopes.stream()
                        .map(scope -> "&scope=" + encode("repository:" + scope))
                        .collect(Collectors.joining());
        String separator = realm.getRawQuery() == null ? "?" : "&";
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(realm + separator + query));
        login.ifPresent(found -> request.header("Authorization", basic(found)));
        return request.build();
    }

    private String tokenIn(Reply reply) {
        try {
            JsonNode answer = JSON.readTree(reply.body());
            String token =
                    answer.path("token").asText(answer.path("access_token").asText(""));
            if (!token.isEmpty()) {
                return token;
            }
        } catch (IOException e) {
            // Not JSON: told below.
        }
        throw new RegistryProblem(endpoint, login).noToken(reply);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
