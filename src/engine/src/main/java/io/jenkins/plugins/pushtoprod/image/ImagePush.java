package io.jenkins.plugins.pushtoprod.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.tools.jib.api.ImageReference;
import io.jenkins.plugins.pushtoprod.image.base.BaseImage;
import io.jenkins.plugins.pushtoprod.image.base.BaseLayers;
import io.jenkins.plugins.pushtoprod.image.blob.Blob;
import io.jenkins.plugins.pushtoprod.image.blob.BlobCache;
import io.jenkins.plugins.pushtoprod.image.blob.Digest;
import io.jenkins.plugins.pushtoprod.image.registry.Descriptor;
import io.jenkins.plugins.pushtoprod.image.registry.RawManifest;
import io.jenkins.plugins.pushtoprod.image.registry.Registries;
import io.jenkins.plugins.pushtoprod.image.registry.Repository;
import io.jenkins.plugins.pushtoprod.image.registry.Repository.Arrival;
import io.jenkins.plugins.pushtoprod.image.registry.Transfers;
import io.jenkins.plugins.pushtoprod.image.type.Layout;
import io.jenkins.plugins.pushtoprod.image.type.Layout.NamedLayer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Brings an image to its registry: what is there already stays, blobs come before the manifest, tags come last. */
final class ImagePush {

    private final Registries registries;
    private final BlobCache cache;
    private final BaseLayers baseLayers;
    private final Transfers transfers;
    private final Consumer<BuildEvent> listener;

    ImagePush(
            Registries registries,
            BlobCache cache,
            BaseLayers baseLayers,
            Transfers transfers,
            Consumer<BuildEvent> listener) {
        this.registries = registries;
        this.cache = cache;
        this.baseLayers = baseLayers;
        this.transfers = transfers;
        this.listener = listener;
    }

    Image push(
            BuildRequest request,
            ImageReference target,
            String type,
            BaseImage base,
            Layout layout,
            List<String> command)
            throws InterruptedException {
        ObjectNode config = ImageConfig.of(base, layout, request.app(), request.provenance(), command);
        Blob configBlob = cache.write(out -> out.write(config.toString().getBytes(StandardCharsets.UTF_8)));
        RawManifest manifest = ImageManifest.of(base, layout, configBlob);
        Digest digest = manifest.digest();

        Optional<String> mountFrom = base.reference().getRegistry().equals(target.getRegistry())
                ? Optional.of(base.reference().getRepository())
                : Optional.empty();
        Repository repository = registries.toPush(target, mountFrom.stream().toList());
        boolean reused = repository.manifestDigest(digest.toString()).isPresent();
        List<Arrival> arrivals = reused ? List.of() : blobs(repository, base, layout, configBlob, mountFrom);
        List<Image.Layer> layers = new ArrayList<>();
        for (int i = 0; i < layout.layers().size(); i++) {
            NamedLayer layer = layout.layers().get(i);
            layers.add(new Image.Layer(
                    layer.name(),
                    layer.layer().blob().digest().toString(),
                    layer.layer().blob().size(),
                    layer.layer().files(),
                    reused || arrivals.get(i) != Arrival.UPLOADED));
            listener.accept(new BuildEvent.LayerReady(layers.get(i)));
        }
        if (!reused) {
            repository.putManifest(digest.toString(), manifest);
        }
        for (String tag : request.tags()) {
            if (!repository.manifestDigest(tag).equals(Optional.of(digest))) {
                repository.putManifest(tag, manifest);
            }
        }
        return new Image(request.repository(), digest.toString(), request.tags(), reused, type, layers);
    }

    /** How the app's layers arrived, bottom up. */
    private List<Arrival> blobs(
            Repository repository, BaseImage base, Layout layout, Blob config, Optional<String> mountFrom)
            throws InterruptedException {
        List<Callable<Arrival>> tasks = new ArrayList<>();
        for (NamedLayer layer : layout.layers()) {
            tasks.add(() -> repository.bring(layer.layer().blob(), Optional.empty(), () -> {
                listener.accept(new BuildEvent.Started(BuildEvent.Activity.UPLOADING_LAYER, layer.name()));
                return cache.find(layer.layer().blob().digest()).orElseThrow(LostBlobException::new);
            }));
        }
        tasks.add(() -> repository.bring(
                config, Optional.empty(), () -> cache.find(config.digest()).orElseThrow(LostBlobException::new)));
        for (Descriptor layer : base.layers()) {
            tasks.add(() -> repository.bring(layer.blob(), mountFrom, () -> baseLayers.file(base, layer)));
        }
        return transfers.all(tasks);
    }
}
