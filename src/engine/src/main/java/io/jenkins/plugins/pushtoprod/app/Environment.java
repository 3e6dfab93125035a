package io.jenkins.plugins.pushtoprod.app;

import java.util.Optional;
import java.util.Set;

/**
 * A named place to ship to and its rules. How its cluster is reached and who may push to its registry are credentials, and
 * travel apart.
 *
 * @param name such as {@code production}; selects the overlay of that name in {@code push-to-prod.yaml}
 * @param namespace where the objects go
 * @param registry host, optional port and path before the app's name, such as {@code registry.example.com/team}
 * @param domain routes without a dot get this domain appended
 * @param ingressClass empty: the cluster's default
 * @param tlsIssuer a cert-manager ClusterIssuer for the routes; empty: no TLS section is written
 * @param monitoring what the cluster collects metrics with
 * @param logging what the cluster collects logs with
 */
public record Environment(
        String name,
        String namespace,
        String registry,
        Optional<String> domain,
        Optional<String> ingressClass,
        Optional<String> tlsIssuer,
        MonitoringProfile monitoring,
        Set<LoggingProfile> logging) {

    /** What a cluster collects metrics with. */
    public enum MonitoringProfile {
        /** {@code prometheus.io/*} annotations on pods. */
        PROMETHEUS_ANNOTATIONS,
        /** A {@code PodMonitor} of the Prometheus Operator. */
        POD_MONITOR,
        NONE
    }

    /** What a cluster collects logs with; each has its own annotations on pods. */
    public enum LoggingProfile {
        ELASTIC,
        FLUENT_BIT,
        DATADOG
    }
}
