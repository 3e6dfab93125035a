package io.jenkins.plugins.pushtoprod.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jenkins.plugins.pushtoprod.app.App;
import java.util.ArrayList;
import java.util.List;

/** The objects of an App as a careful person would write them by hand; what every object gets is injected later. */
final class AppObjects {

    private final App app;
    private final Configuration configuration;
    private final Claims claims;
    private final Workloads workloads;
    private final Tasks tasks;
    private final Traffic traffic;
    private final Availability availability;

    AppObjects(ManifestRequest request) {
        app = request.app();
        Names names = new Names(app.name());
        configuration = new Configuration(request, names);
        claims = new Claims(app, names);
        PodTemplates templates = new PodTemplates(request, names, configuration, claims);
        workloads = new Workloads(app, names, templates, claims);
        tasks = new Tasks(app, names, templates, claims);
        traffic = new Traffic(app, request.environment(), names);
        availability = new Availability(app, names);
    }

    List<HasMetadata> all() {
        List<HasMetadata> objects = new ArrayList<>(configuration.objects());
        objects.addAll(claims.objects());
        app.release().map(tasks::release).ifPresent(objects::add);
        app.processes().forEach((name, process) -> {
            objects.addAll(traffic.of(name, process));
            objects.add(workloads.of(name, process));
            objects.addAll(availability.of(name, process));
        });
        app.schedules().forEach((name, schedule) -> objects.add(tasks.schedule(name, schedule)));
        return objects;
    }
}
