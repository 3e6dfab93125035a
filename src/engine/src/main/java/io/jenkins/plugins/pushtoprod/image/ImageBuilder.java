package io.jenkins.plugins.pushtoprod.image;

import com.google.cloud.tools.jib.api.ImageReference;
import io.jenkins.plugins.pushtoprod.app.Problem;
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
import io.jenkins.plugins.pushtoprod.image.type.AppTypes;
import io.jenkins.plugins.pushtoprod.image.type.Layout;
import io.jenkins.plugins.pushtoprod.image.type.Workshop;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Builds an image from sources and brings it to a registry. */
public final class ImageBuilder {

    private final Path dockerConfig;

    /** Logins that a request does not have are looked for where Docker keeps them. */
    public ImageBuilder() {
        this(dockerConfig(System.getenv()));
    }

    ImageBuilder(Path dockerConfig) {
        this.dockerConfig = dockerConfig;
    }

    private static Path dockerConfig(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("DOCKER_CONFIG"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".docker"))
                .resolve("config.json");
    }

    /**
     * Builds and pushes. An interrupt ends it; no tag is left then.
     *
     * @throws ProblemException if the app's kind cannot be told, its files are not usable, or a registry refuses
     * @throws InterruptedException if the thread was interrupted
     */
    public Image build(BuildRequest request, Consumer<BuildEvent> listener) throws InterruptedException {
        ImageReference target = Registries.parse(request.repository());
        Path sources = request.directory().toAbsolutePath().normalize();
        AppTypes.Told told = new AppTypes().tell(sources, request.app().build().type());
        listener.accept(new BuildEvent.Found(told.type().name(), told.reason()));

        Path cacheDirectory = request.cache().toAbsolutePath().normalize();
        BlobCache cache = new BlobCache(cacheDirectory);
        Registries registries = new Registries(request.access(), dockerConfig);
        try (Transfers transfers = new Transfers()) {
            ImageReference reference = Registries.parse(
                    request.app().build().base().orElseGet(() -> told.type().defaultBase(sources)));
            BaseImage base = new BaseImages(registries, cache).resolve(reference, Platform.LINUX_AMD64);
            listener.accept(new BuildEvent.BaseResolved(
                    reference.toString(), base.digest().toString()));

            BaseLayers baseLayers = new BaseLayers(registries, cache);
            Workshop workshop = new Workshop(
                    sources,
                    cacheDirectory,
                    request.app().build(),
                    cache,
                    new LayerCache(cache),
                    new BaseInspector(cache, baseLayers, transfers),
                    listener);
            Layout layout = told.type().layOut(workshop, base);
            ImagePush push = new ImagePush(registries, cache, baseLayers, transfers, listener);
            List<String> command = command(request, layout);
            Image image = push.push(request, target, told.type().name(), base, layout, command);
            listener.accept(new BuildEvent.Pushed(image));
            return image;
        }
    }

    private static List<String> command(BuildRequest request, Layout layout) {
        List<String> command = ImageConfig.command(request.app(), layout);
        if (command.isEmpty()) {
            throw new ProblemException(
                    Problem.of(
                            Problem.Kind.BUILD,
                            "how the app is started cannot be told from its files",
                            request.directory().toString(),
                            "say it in a Procfile, such as 'web: python app.py', or as processes.web.command in push-to-prod.yaml"));
        }
        return command;
    }
}
