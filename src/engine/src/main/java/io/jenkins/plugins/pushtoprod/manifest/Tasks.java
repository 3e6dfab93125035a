package io.jenkins.plugins.pushtoprod.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Command;
import io.jenkins.plugins.pushtoprod.app.Process;
import io.jenkins.plugins.pushtoprod.app.Schedule;
import java.util.Optional;

/** Commands that run to their end: the release phase as a Job, schedules as CronJobs. */
final class Tasks {

    private static final long RELEASE_DEADLINE = 3600;
    private static final int KEPT_A_DAY = 86_400;

    /** How late a schedule may still start, in seconds; without it, a CronJob that missed a hundred starts never starts again. */
    private static final long LATE = 300;

    private final App app;
    private final Names names;
    private final PodTemplates templates;
    private final Claims claims;

    Tasks(App app, Names names, PodTemplates templates, Claims claims) {
        this.app = app;
        this.names = names;
        this.templates = templates;
        this.claims = claims;
    }

    /** Never tried twice: half a migration is for a person to look at. Injection puts the release's number behind its name. */
    HasMetadata release(Command command) {
        String component = "phase.release";
        return new JobBuilder()
                .withNewMetadata()
                .withName(names.workload("release", Process.Kind.DEPLOYMENT))
                .addToLabels(Labels.COMPONENT, component)
                .addToAnnotations(Annotations.PHASE, Annotations.PHASE_RELEASE)
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(0)
                .withActiveDeadlineSeconds(RELEASE_DEADLINE)
                .withTtlSecondsAfterFinished(KEPT_A_DAY)
                .withTemplate(near(templates.ofTask(
                        component, "release", command, claims.main().map(Process::resources))))
                .endSpec()
                .build();
    }

    HasMetadata schedule(String name, Schedule schedule) {
        // A dot cannot be in a process' name, so that no process' Service ever selects the pods of a schedule.
        String component = Names.limit("schedule." + name, Names.LABEL);
        return new CronJobBuilder()
                .withNewMetadata()
                .withName(names.schedule(name))
                .addToLabels(Labels.COMPONENT, component)
                .endMetadata()
                .withNewSpec()
                .withSchedule(schedule.cron())
                .withTimeZone(schedule.timeZone())
                .withConcurrencyPolicy("Forbid")
                .withStartingDeadlineSeconds(LATE)
                .withSuccessfulJobsHistoryLimit(3)
                .withFailedJobsHistoryLimit(3)
                .withNewJobTemplate()
                .withNewSpec()
                .withBackoffLimit(0)
                .withTemplate(
                        near(templates.ofTask(component, name, schedule.command(), Optional.of(schedule.resources()))))
                .endSpec()
                .endJobTemplate()
                .endSpec()
                .build();
    }

    /** Where the app's own pods are, if it mounts a volume that one node holds: elsewhere it could not be attached. */
    private PodTemplateSpec near(PodTemplateSpec template) {
        if (!claims.heldByOneNode(claims.ofTasks())) {
            return template;
        }
        return new PodTemplateSpecBuilder(template)
                .editSpec()
                .withNewAffinity()
                .withNewPodAffinity()
                .addNewPreferredDuringSchedulingIgnoredDuringExecution()
                .withWeight(100)
                .withNewPodAffinityTerm()
                .withTopologyKey("kubernetes.io/hostname")
                .withNewLabelSelector()
                .addToMatchLabels(Labels.NAME, app.name())
                .endLabelSelector()
                .endPodAffinityTerm()
                .endPreferredDuringSchedulingIgnoredDuringExecution()
                .endPodAffinity()
                .endAffinity()
                .endSpec()
                .build();
    }
}
