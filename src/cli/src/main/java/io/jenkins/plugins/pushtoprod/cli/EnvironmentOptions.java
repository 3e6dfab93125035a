package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.Environment;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the cluster offers to an app, and how routes are named there. */
final class EnvironmentOptions {

    @Option(
            names = "--domain",
            paramLabel = "DOMAIN",
            description = "Appended to routes without a dot: users becomes users.DOMAIN.")
    @Nullable
    String domain;

    @Option(
            names = "--ingress-class",
            paramLabel = "NAME",
            description = "Ingress class of the routes. Default: the cluster's default.")
    @Nullable
    String ingressClass;

    @Option(
            names = "--tls-issuer",
            paramLabel = "NAME",
            description = "A cert-manager ClusterIssuer for the routes' certificates. Default: no TLS.")
    @Nullable
    String tlsIssuer;

    @Option(
            names = "--monitoring",
            paramLabel = "WHAT",
            defaultValue = "prometheus",
            description = "What collects metrics: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    MonitoringChoice monitoring;

    @Option(
            names = "--logging",
            paramLabel = "WHAT",
            split = ",",
            description = "What collects logs: ${COMPLETION-CANDIDATES}. Repeatable. Default: no hints are written.")
    Set<LoggingChoice> logging = new LinkedHashSet<>();

    /** As arguments name them. */
    enum MonitoringChoice {
        prometheus(Environment.MonitoringProfile.PROMETHEUS_ANNOTATIONS),
        podmonitor(Environment.MonitoringProfile.POD_MONITOR),
        none(Environment.MonitoringProfile.NONE);

        private final Environment.MonitoringProfile profile;

        MonitoringChoice(Environment.MonitoringProfile profile) {
            this.profile = profile;
        }
    }

    /** As arguments name them. */
    enum LoggingChoice {
        elastic(Environment.LoggingProfile.ELASTIC),
        fluentbit(Environment.LoggingProfile.FLUENT_BIT),
        datadog(Environment.LoggingProfile.DATADOG);

        private final Environment.LoggingProfile profile;

        LoggingChoice(Environment.LoggingProfile profile) {
            this.profile = profile;
        }
    }

    /** @param registry empty where nothing is built */
    Environment environment(String name, String namespace, String registry) {
        Set<Environment.LoggingProfile> profiles = EnumSet.noneOf(Environment.LoggingProfile.class);
        logging.forEach(choice -> profiles.add(choice.profile));
        return new Environment(
                name,
                namespace,
                registry,
                Optional.ofNullable(domain),
                Optional.ofNullable(ingressClass),
                Optional.ofNullable(tlsIssuer),
                monitoring.profile,
                profiles);
    }
}
