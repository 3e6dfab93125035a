package io.jenkins.plugins.pushtoprod.image;

import io.jenkins.plugins.pushtoprod.app.SecretValue;
import java.util.Map;
import java.util.Set;

/**
 * How registries are reached.
 *
 * @param logins by registry host and port, as in {@code registry.example.com:5000}
 * @param plainHttp registries, host and port, that may be spoken to without TLS; loopback addresses always may
 */
public record RegistryAccess(Map<String, Login> logins, Set<String> plainHttp) {

    /** A user name and a password, or a token in the password's place. */
    public record Login(String user, SecretValue password) {}
}
