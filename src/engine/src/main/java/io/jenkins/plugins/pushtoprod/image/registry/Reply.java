package io.jenkins.plugins.pushtoprod.image.registry;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/**
 * A registry's answer.
 *
 * @param method of the request
 * @param uri that was asked
 * @param body empty where it went elsewhere
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Reply(String method, URI uri, int status, HttpHeaders headers, byte[] body) {

    boolean succeeded() {
        return status >= 200 && status < 300;
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
