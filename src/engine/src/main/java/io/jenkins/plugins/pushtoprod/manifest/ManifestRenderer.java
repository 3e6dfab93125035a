package io.jenkins.plugins.pushtoprod.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.util.List;

/** Makes the objects of a release: from an App, or from a team's own YAML. Both get the same things injected. */
public final class ManifestRenderer {

    private final Conversion conversion = new Conversion();

    /**
     * The objects of an App.
     *
     * @throws ProblemException where the app cannot be run as it is described
     */
    public Manifest render(ManifestRequest request) {
        List<ObjectNode> objects =
                new AppObjects(request).all().stream().map(conversion::tree).toList();
        return new Injection(request, conversion).into(objects);
    }

    /**
     * A team's own objects with labels, annotations and provenance added; what the team wrote always wins. Those given are not changed.
     *
     * <p>Of the request's app, the name, monitoring and logging are used. Its image, unless it is empty, takes the place of those that name
     * it: see {@code docs/manifests.md}.
     *
     * @throws ProblemException where nothing runs the image that was built, or two objects are the same
     */
    public Manifest inject(List<GenericKubernetesResource> objects, ManifestRequest request) {
        List<ObjectNode> copies = objects.stream().map(conversion::tree).toList();
        new ImageSubstitution(request.image()).into(copies);
        return new Injection(request, conversion).into(copies);
    }
}
