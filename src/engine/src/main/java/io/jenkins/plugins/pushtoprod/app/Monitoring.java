package io.jenkins.plugins.pushtoprod.app;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the metrics of an app are found.
 *
 * @param path HTTP path in Prometheus' text format; empty: none is scraped
 * @param port empty: each process' own
 */
public record Monitoring(Optional<String> path, OptionalInt port) {}
