package io.jenkins.plugins.pushtoprod.app;

import java.util.Optional;

/**
 * Resource requests and limits, as Kubernetes quantities ({@code 100m}, {@code 128Mi}).
 *
 * @param cpu requested CPU
 * @param memory requested memory
 * @param cpuLimit empty: none
 * @param memoryLimit empty: none
 */
public record Resources(String cpu, String memory, Optional<String> cpuLimit, Optional<String> memoryLimit) {}
