package io.jenkins.plugins.pushtoprod.manifest;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.jenkins.plugins.pushtoprod.app.Process;

/**
 * The probes of a process with a port: by its health path, or by the port accepting.
 *
 * <p>Start is looked at every second, so that a deploy waits for the app and not for the probe; a pod that does not answer leaves the
 * traffic after 6 seconds, and is restarted only after a minute, for a restart cures less than it is blamed for.
 */
final class Probes {

    private static final IntOrString PORT = new IntOrString(PodTemplates.HTTP);

    private final Process process;

    Probes(Process process) {
        this.process = process;
    }

    Probe startup() {
        long seconds = Math.max(1, process.startup().toSeconds());
        return probe(1, 2, Math.toIntExact(Math.min(seconds, Integer.MAX_VALUE)));
    }

    Probe readiness() {
        return probe(2, 2, 3);
    }

    Probe liveness() {
        return probe(10, 5, 6);
    }

    private Probe probe(int period, int timeout, int failures) {
        ProbeBuilder probe = new ProbeBuilder()
                .withPeriodSeconds(period)
                .withTimeoutSeconds(timeout)
                .withFailureThreshold(failures);
        process.health()
                .ifPresentOrElse(
                        path -> probe.withNewHttpGet()
                                .withPath(path)
                                .withPort(PORT)
                                .endHttpGet(),
                        () -> probe.withNewTcpSocket().withPort(PORT).endTcpSocket());
        return probe.build();
    }
}
