package io.jenkins.plugins.pushtoprod.image.base;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.image.BuildEvent;
import io.jenkins.plugins.pushtoprod.image.blob.BlobCache;
import io.jenkins.plugins.pushtoprod.image.registry.Descriptor;
import io.jenkins.plugins.pushtoprod.image.registry.Registries;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The layers of base images as files of the cache, downloaded when they are needed. */
public final class BaseLayers {

    private final Registries registries;
    private final BlobCache cache;
    private final Consumer<BuildEvent> listener;
    private final AtomicBoolean told = new AtomicBoolean();

    /** @param listener is told when the first layer has to be downloaded */
    public BaseLayers(Registries registries, BlobCache cache, Consumer<BuildEvent> listener) {
        this.registries = registries;
        this.cache = cache;
        this.listener = listener;
    }

    /** Whether all of them are in the cache. */
    public boolean areHere(BaseImage base) {
        return base.layers().stream().allMatch(layer -> cache.has(layer.blob()));
    }

    /** The layer's file; its content has the digest. */
    public Path file(BaseImage base, Descriptor layer) throws InterruptedException {
        Optional<Path> cached = cache.find(layer.digest());
        if (cached.isPresent()) {
            return cached.get();
        }
        if (told.compareAndSet(false, true)) {
            listener.accept(new BuildEvent.Started(
                    BuildEvent.Activity.DOWNLOADING_BASE, base.reference().toString()));
        }
        registries.toPull(base.reference()).pull(layer.blob(), cache);
        return cache.find(layer.digest())
                .orElseThrow(() -> new ProblemException(Problem.of(
                        Problem.Kind.MACHINE,
                        "a layer of the base image vanished from the cache right after it was downloaded",
                        layer.digest().toString(),
                        "keep other programs from deleting in the cache while a build runs, then run this again")));
    }
}
