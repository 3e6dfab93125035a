package io.jenkins.plugins.pushtoprod.cluster;

import io.jenkins.plugins.pushtoprod.app.SecretValue;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Everything that is needed to speak to a cluster, whatever it was read from.
 *
 * @param server {@code https://…}, or {@code http://} to this machine itself
 * @param authority the PEM certificates that alone are trusted; empty: the JVM's trust store
 * @param certificate shown to the server
 * @param token asked for at each request, because a pod's own changes while it runs
 * @param login basic authentication
 * @param namespace where a kubeconfig's context works
 * @param proxy that requests go through
 * @param impersonation who to act as
 * @param origin what to call the source of all this in messages
 */
record Connection(
        URI server,
        Optional<String> authority,
        Optional<ClientCertificate> certificate,
        Optional<Supplier<SecretValue>> token,
        Optional<Login> login,
        Optional<String> namespace,
        Optional<URI> proxy,
        Optional<Impersonation> impersonation,
        String origin) {

    /** A PEM certificate, with what leads to its authority, and its PEM key. */
    record ClientCertificate(String certificates, SecretValue key) {}

    /** A user's name and password. */
    record Login(String user, SecretValue password) {}

    /** Another user, and their groups. */
    record Impersonation(String user, List<String> groups) {}

    /** As in {@code 192.0.2.1:6443}. */
    String address() {
        int port = server.getPort();
        return server.getHost() + ':' + (port >= 0 ? port : server.getScheme().equals("https") ? 443 : 80);
    }
}
