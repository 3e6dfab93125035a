package io.jenkins.plugins.pushtoprod.ship;

import io.jenkins.plugins.pushtoprod.image.BuildRequest;
import io.jenkins.plugins.pushtoprod.image.Image;
import io.jenkins.plugins.pushtoprod.image.ImageBuilder;

/** Sources become an image in a registry. */
public final class BuildStage {

    private final ImageBuilder builder;
    private final Stages stages;

    public BuildStage(ImageBuilder builder, Stages stages) {
        this.builder = builder;
        this.stages = stages;
    }

    /** As {@link ImageBuilder#build}. */
    public Image run(BuildRequest request) throws InterruptedException {
        return stages.run(
                ShipEvent.Stage.BUILD,
                () -> builder.build(request, event -> stages.tell(new ShipEvent.Building(event))));
    }
}
