package io.jenkins.plugins.pushtoprod.image.registry;

import java.net.URI;
import java.util.Set;

/**
 * Where a repository is.
 *
 * @param registry host and optional port
 * @param repository name, such as {@code team/users-api}
 * @param plainHttp registries that may be spoken to without TLS; loopback addresses always may
 */
record Endpoint(String registry, String repository, Set<String> plainHttp) {

    URI uri(String path) {
        return URI.create(scheme() + "://" + registry + "/v2/" + repository + "/" + path);
    }

    private String scheme() {
        return mayBePlain(registry) ? "http" : "https";
    }

    /** Whether a login or content may be sent there. */
    boolean allows(URI uri) {
        return "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && mayBePlain(uri.getAuthority()));
    }

    boolean isRegistry(URI uri) {
        return registry.equalsIgnoreCase(uri.getAuthority());
    }

    private boolean mayBePlain(String hostAndPort) {
        return plainHttp.contains(hostAndPort) || isLoopback(hostAndPort);
    }

    /** By the form of the name alone: what DNS says may change between the question and the connection. */
    private static boolean isLoopback(String hostAndPort) {
        String host = hostAndPort.replaceFirst(":\\d+$", "");
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || host.matches("127(\\.\\d{1,3}){3}");
    }

    @Override
    public String toString() {
        return registry + "/" + repository;
    }
}
