package io.jenkins.plugins.pushtoprod.rollout;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.util.List;
import java.util.Optional;

/** Rules of Jobs, as in {@code pkg/controller/job} of Kubernetes: done is when it has completed. */
final class JobRules implements WorkloadRules {

    @Override
    public Standing judge(Snapshot snapshot, HasMetadata workload) {
        Job job = (Job) workload;
        JobStatus status = job.getStatus() == null ? new JobStatus() : job.getStatus();
        int desired = requireNonNullElse(
                job.getSpec().getCompletions(), requireNonNullElse(job.getSpec().getParallelism(), 1));
        int succeeded = requireNonNullElse(status.getSucceeded(), 0);
        int failed = requireNonNullElse(status.getFailed(), 0);
        List<PodView> pods = snapshot.pods().stream()
                .map(PodView::new)
                .filter(pod -> !pod.ending())
                .toList();
        return new Standing(
                Math.min(succeeded, desired),
                desired,
                waitingFor(job, status, desired, succeeded, failed),
                pods,
                List.of(),
                false,
                succeeded + failed,
                Optional.empty(),
                facts(status));
    }

    private static String waitingFor(Job job, JobStatus status, int desired, int succeeded, int failed) {
        if (isTrue(status, "Complete")) {
            return "";
        } else if (Boolean.TRUE.equals(job.getSpec().getSuspend())) {
            return "Waiting for the Job to be resumed: it is suspended";
        }
        String retried = failed == 0 ? "" : " (failed so far: " + failed + ")";
        return Standing.waitingFor(Math.max(0, desired - succeeded), desired, "pods to succeed" + retried);
    }

    private static boolean isTrue(JobStatus status, String type) {
        return status.getConditions().stream()
                .anyMatch(condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    /** A Job says Failed only after its pods have ended; FailureTarget says as much at once. */
    private static List<Fact> facts(JobStatus status) {
        return status.getConditions().stream().map(JobRules::fact).toList();
    }

    private static Fact fact(JobCondition condition) {
        String type = "FailureTarget".equals(condition.getType()) ? "Failed" : condition.getType();
        return Fact.condition(type, condition.getStatus(), condition.getReason(), condition.getMessage());
    }
}
