package io.jenkins.plugins.pushtoprod.rollout;

import io.jenkins.plugins.pushtoprod.app.SecretValue;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How strictly and how long a rollout is judged.
 *
 * @param timeout on our clock, from the start of watching; empty: derived from the workloads' own numbers
 * @param bake how long everything has to stay healthy before the verdict is; zero: not at all
 * @param overrides other numbers for entries of the failure catalogue, by code
 * @param secrets known values that are blotted out wherever they show up in evidence, besides what looks like a secret
 */
public record VerifyOptions(
        Optional<Duration> timeout, Duration bake, Map<String, Patience> overrides, Set<SecretValue> secrets) {

    /**
     * Other numbers for a catalogue entry; what is empty stays as the catalogue has it.
     *
     * @param severity makes it stricter or more lenient
     * @param grace how long it may last before it fails the rollout
     * @param failures after how many distinct failures of one container it fails the rollout
     */
    public record Patience(Optional<Finding.Severity> severity, Optional<Duration> grace, Optional<Integer> failures) {}

    public VerifyOptions {
        overrides = Map.copyOf(overrides);
        secrets = Set.copyOf(secrets);
    }

    /** The catalogue as it is, a derived timeout, no bake. */
    public static VerifyOptions defaults() {
        return new VerifyOptions(Optional.empty(), Duration.ZERO, Map.of(), Set.of());
    }

    public VerifyOptions withTimeout(Duration value) {
        return new VerifyOptions(Optional.of(value), bake, overrides, secrets);
    }

    public VerifyOptions withBake(Duration value) {
        return new VerifyOptions(timeout, value, overrides, secrets);
    }

    public VerifyOptions withOverride(String code, Patience value) {
        Map<String, Patience> more = new HashMap<>(overrides);
        more.put(code, value);
        return new VerifyOptions(timeout, bake, more, secrets);
    }

    public VerifyOptions withSecrets(Set<SecretValue> values) {
        return new VerifyOptions(timeout, bake, overrides, values);
    }
}
