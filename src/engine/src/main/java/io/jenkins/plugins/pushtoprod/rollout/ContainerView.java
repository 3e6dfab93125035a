package io.jenkins.plugins.pushtoprod.rollout;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A container of a pod: what was asked for, and what the kubelet says of it.
 *
 * @param init an init container that has to end; a sidecar (an init container with restartPolicy Always) is none
 * @param endsByItself whether ending with exit code 0 is right: an init container, or a container of a Job
 * @param status empty until the kubelet has said something
 */
record ContainerView(Container spec, boolean init, boolean endsByItself, Optional<ContainerStatus> status) {

    /** All containers of a pod, in the order in which they start. */
    static List<ContainerView> of(PodSpec spec, PodStatus podStatus) {
        boolean podEnds = !"Always".equals(spec.getRestartPolicy());
        List<ContainerView> views = new ArrayList<>();
        for (Container container : spec.getInitContainers()) {
            boolean sidecar = "Always".equals(container.getRestartPolicy());
            views.add(new ContainerView(
                    container,
                    !sidecar,
                    !sidecar || podEnds,
                    statusOf(container, podStatus.getInitContainerStatuses())));
        }
        for (Container container : spec.getContainers()) {
            views.add(new ContainerView(
                    container, false, podEnds, statusOf(container, podStatus.getContainerStatuses())));
        }
        return views;
    }

    private static Optional<ContainerStatus> statusOf(Container container, List<ContainerStatus> statuses) {
        return statuses.stream()
                .filter(status -> container.getName().equals(status.getName()))
                .findFirst();
    }

    String name() {
        return spec.getName();
    }

    boolean ready() {
        return status.map(ContainerStatus::getReady).orElse(false);
    }

    boolean running() {
        return state().map(ContainerState::getRunning).isPresent();
    }

    /** Whether it ran at least once. */
    boolean startedOnce() {
        return running()
                || state().map(ContainerState::getTerminated).isPresent()
                || lastTerminated().isPresent();
    }

    int restarts() {
        return status.map(ContainerStatus::getRestartCount).orElse(0);
    }

    Optional<ContainerStateWaiting> waiting() {
        return state().map(ContainerState::getWaiting);
    }

    /** How it ended last, if it ended: in this state, or before the present one. */
    Optional<ContainerStateTerminated> terminated() {
        return state().map(ContainerState::getTerminated).or(this::lastTerminated);
    }

    /** Whether it is not running now because it failed. */
    boolean down() {
        return !running() && terminated().map(this::isFailure).orElse(false);
    }

    /** Whether an end is a failure. */
    boolean isFailure(ContainerStateTerminated end) {
        return !endsByItself || !Integer.valueOf(0).equals(end.getExitCode());
    }

    private Optional<ContainerState> state() {
        return status.map(ContainerStatus::getState);
    }

    private Optional<ContainerStateTerminated> lastTerminated() {
        return status.map(ContainerStatus::getLastState).map(ContainerState::getTerminated);
    }
}
