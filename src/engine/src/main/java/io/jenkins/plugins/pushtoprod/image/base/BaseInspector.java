package io.jenkins.plugins.pushtoprod.image.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.pushtoprod.image.blob.BlobCache;
import io.jenkins.plugins.pushtoprod.image.registry.Descriptor;
import io.jenkins.plugins.pushtoprod.image.registry.Transfers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Looks into the layers of base images, once for each image: what was seen is noted in the cache. */
public final class BaseInspector {

    /** Raise it when a scan shall see more than before. */
    private static final String KIND = "bases-1";

    /** What runtimes take where an image sets none. */
    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final BlobCache cache;
    private final BaseLayers layers;
    private final Transfers transfers;
    private final ObjectMapper json = new ObjectMapper();

    public BaseInspector(BlobCache cache, BaseLayers layers, Transfers transfers) {
        this.cache = cache;
        this.layers = layers;
        this.transfers = transfers;
    }

    /** What an image was seen to hold before; empty if nobody looked yet. */
    public Optional<BaseContents> known(BaseImage base) {
        return cache.note(KIND, base.digest().hex()).flatMap(this::read);
    }

    /** Looks into the image, downloading it if need be, unless that was done before. */
    public BaseContents inspect(BaseImage base) throws InterruptedException {
        Optional<BaseContents> known = known(base);
        if (known.isPresent()) {
            return known.get();
        }
        BaseContents contents = scan(base);
        cache.note(KIND, base.digest().hex(), bytes(contents));
        return contents;
    }

    private BaseContents scan(BaseImage base) throws InterruptedException {
        List<Callable<Path>> downloads = new ArrayList<>();
        for (Descriptor layer : base.layers()) {
            downloads.add(() -> layers.file(base, layer));
        }
        List<Path> files = transfers.all(downloads);
        LayerScan scan = new LayerScan(path(base));
        for (int i = 0; i < files.size(); i++) {
            if (base.layers().get(i).mediaType().endsWith("zstd")) {
                scan.skip();
            } else {
                read(scan, files.get(i));
            }
        }
        return scan.contents();
    }

    private void read(LayerScan scan, Path file) throws InterruptedException {
        try (InputStream in = Files.newInputStream(file)) {
            scan.read(in);
        } catch (IOException e) {
            throw cache.problem(e);
        }
    }

    private static List<String> path(BaseImage base) {
        return Arrays.stream(base.environment("PATH").orElse(DEFAULT_PATH).split(":"))
                .map(directory -> directory.replaceFirst("^/+", "").replaceFirst("/+$", ""))
                .filter(directory -> !directory.isEmpty())
                .toList();
    }

    private Optional<BaseContents> read(byte[] bytes) {
        try {
            return Optional.of(json.readValue(bytes, BaseContents.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private byte[] bytes(BaseContents contents) {
        try {
            return json.writeValueAsBytes(contents);
        } catch (JsonProcessingException e) {
            throw new AssertionError("contents are plain data", e);
        }
    }
}
