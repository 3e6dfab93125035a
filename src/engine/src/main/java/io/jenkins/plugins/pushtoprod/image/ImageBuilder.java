package io.jenkins.plugins.pushtoprod.image;

import com.google.cloud.tools.jib.api.ImageReference;
import io.jenkins.plugins.pushtoprod.app.Build;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.image.base.BaseImage;
import io.jenkins.plugins.pushtoprod.image.base.BaseImages;
import io.jenkins.plugins.pushtoprod.image.base.BaseInspector;
import io.jenkins.plugins.pushtoprod.image.base.BaseLayers;
import io.jenkins.plugins.pushtoprod.image.base.Platform;
import io.jenkins.plugins.pushtoprod.image.blob.BlobCache;
import io.jenkins.plugins.pushtoprod.image.layer.LayerCache;
import io.jenkins.plugins.pushtoprod.image.registry.Registries;
import io.jenkins.plugins.pushtoprod.image.registry.Transfers;
import io.jenkins.plugins.pushtoprod.image.type.AppType;
import io.jenkins.plugins.pushtoprod.image.type.AppTypes;
import io.jenkins.plugins.pushtoprod.image.type.Workshop;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Builds an image from sources and brings it to a registry. */
public final class ImageBuilder {

    /**
     * Builds and pushes. An interrupt ends it; no tag is left then.
     *
     * @throws ProblemException if the app's kind cannot be told, its files are not usable, or a registry refuses
     * @throws InterruptedException if the thread was interrupted
     */
    public Image build(BuildRequest request, Consumer<BuildEvent> listener) throws InterruptedException {
        Object turn = new Object();
        Consumer<BuildEvent> oneAtATime = event -> {
            synchronized (turn) {
                listener.accept(event);
            }
        };
        try {
            return uninterrupted(request, oneAtATime);
        } catch (ProblemException e) {
            if (e.getCause() instanceof ClosedByInterruptException) {
                // Files are closed under a thread that is interrupted while it reads or writes them.
                Thread.interrupted();
                throw new InterruptedException();
            }
            throw e;
        }
    }

    private Image uninterrupted(BuildRequest request, Consumer<BuildEvent> listener) throws InterruptedException {
        ImageReference target = Registries.parse(request.repository());
        Path sources = request.directory().toAbsolutePath().normalize();
        Build build = request.app().build();
        AppTypes.Told told = new AppTypes().tell(sources, build.type());
        AppType type = told.type();
        listener.accept(new BuildEvent.Found(type.name(), told.reason()));
        ImageReference reference = Registries.parse(build.base().orElseGet(() -> type.defaultBase(sources)));

        Path cacheDirectory = request.cache().toAbsolutePath().normalize();
        BlobCache cache = new BlobCache(cacheDirectory);
        Registries registries = new Registries(request.access());
        try (Transfers transfers = new Transfers()) {
            BaseImage base = new BaseImages(registries, cache).resolve(reference, Platform.LINUX_AMD64);
            listener.accept(new BuildEvent.BaseResolved(
                    reference.toString(), base.digest().toString()));
            BaseLayers baseLayers = new BaseLayers(registries, cache, listener);
            BaseInspector inspector = new BaseInspector(cache, baseLayers, transfers);
            Workshop workshop =
                    new Workshop(sources, cacheDirectory, build, cache, new LayerCache(cache), inspector, listener);
            ImagePush push = new ImagePush(registries, cache, baseLayers, transfers, listener);
            BuildAttempt attempt = new BuildAttempt(request, target, type, base, workshop, push);
            Image image = attempt.run(baseLayers.areHere(base));
            cache.prune();
            listener.accept(new BuildEvent.Pushed(image));
            return image;
        }
    }
}
