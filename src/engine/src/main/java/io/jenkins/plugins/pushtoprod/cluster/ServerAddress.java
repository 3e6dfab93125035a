package io.jenkins.plugins.pushtoprod.cluster;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Checks the address of an API server. */
final class ServerAddress {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private ServerAddress() {}

    /** @throws IllegalArgumentException whose message goes on after "The server …" */
    static URI parse(String address) {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not an address", e);
        }
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("");
        if (uri.getHost() == null || !Set.of("https", "http").contains(scheme)) {
            throw new IllegalArgumentException("is not an https address");
        }
        if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException("has more than scheme, host, port and path");
        }
        if (scheme.equals("http") && !LOOPBACK.contains(uri.getHost())) {
            throw new IllegalArgumentException(
                    "is plain HTTP to another machine, so that anybody between could take the credentials");
        }
        return uri;
    }
}
