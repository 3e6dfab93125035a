package io.jenkins.plugins.pushtoprod.image.layer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.pushtoprod.image.blob.Blob;
import io.jenkins.plugins.pushtoprod.image.blob.BlobCache;
import io.jenkins.plugins.pushtoprod.image.blob.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Layers by the key of what they are made from; what is there is not compressed again. */
public final class LayerCache {

    private static final String KIND = "layers";

    private final BlobCache blobs;
    private final ObjectMapper json = new ObjectMapper();

    public LayerCache(BlobCache blobs) {
        this.blobs = blobs;
    }

    /** The layer made under this key before, if its blob is still there too. */
    public Optional<Layer> find(String key) {
        return blobs.note(KIND, key).flatMap(this::read).filter(layer -> blobs.has(layer.blob()));
    }

    private Optional<Layer> read(byte[] bytes) {
        try {
            return Optional.of(json.readValue(bytes, Layer.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The layer of these entries, by their content. */
    public Layer layer(List<LayerEntry> entries) throws InterruptedException {
        Fingerprint fingerprint = Fingerprint.of(entries);
        Optional<Layer> known = find(fingerprint.key());
        return known.isPresent() ? known.get() : make(fingerprint.key(), fingerprint);
    }

    /** Makes a layer of these entries and keeps it under the key of what they themselves were made from. */
    public Layer make(String key, List<LayerEntry> entries) throws InterruptedException {
        return make(key, Fingerprint.of(entries));
    }

    private Layer make(String key, Fingerprint fingerprint) throws InterruptedException {
        AtomicReference<@Nullable Digest> diffId = new AtomicReference<>();
        Blob blob = blobs.write(out -> diffId.set(LayerTar.write(fingerprint.entries(), out)));
        Layer layer = new Layer(
                blob,
                Objects.requireNonNull(diffId.get()),
                fingerprint.entries().size());
        blobs.note(KIND, key, bytes(layer));
        return layer;
    }

    private byte[] bytes(Layer layer) {
        try {
            return json.writeValueAsBytes(layer);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a layer is plain data", e);
        }
    }
}
