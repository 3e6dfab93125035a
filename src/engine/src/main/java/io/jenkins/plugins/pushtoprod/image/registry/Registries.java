package io.jenkins.plugins.pushtoprod.image.registry;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.image.RegistryAccess;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The registries that one build speaks to. Connections are kept for as long as this is. */
public final class Registries {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration STANDSTILL = Duration.ofSeconds(60);

    private final RegistryAccess access;
    private final Logins logins;
    private final Http http;

    public Registries(RegistryAccess access) {
        this.access = access;
        this.logins = new Logins(access);
        // Redirects are followed by hand: the client would take the login along to another host.
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .build();
        this.http = new Http(client, STANDSTILL);
    }

    /**
     * Reads a reference; {@code docker.io} and {@code latest} are what it has where it says nothing.
     *
     * @throws ProblemException if it is not an image reference
     */
    public static ImageReference parse(String reference) {
        try {
            return ImageReference.parse(reference);
        } catch (InvalidImageReferenceException e) {
            throw new ProblemException(
                    Problem.of(
                            Problem.Kind.INPUT,
                            "'" + reference + "' is not an image reference",
                            reference,
                            "write it as registry.example.com/team/app, optionally with :tag or @sha256:…"),
                    e);
        }
    }

    /** A repository to pull from. */
    public Repository toPull(ImageReference image) {
        return repository(image, List.of(image.getRepository() + ":pull"));
    }

    /**
     * A repository to push to.
     *
     * @param mountable repositories of the same registry that blobs may be taken from
     */
    public Repository toPush(ImageReference image, List<String> mountable) {
        List<String> scopes = new ArrayList<>(List.of(image.getRepository() + ":pull,push"));
        mountable.forEach(name -> scopes.add(name + ":pull"));
        return repository(image, scopes);
    }

    private Repository repository(ImageReference image, List<String> scopes) {
        Endpoint endpoint = new Endpoint(image.getRegistry(), image.getRepository(), access.plainHttp());
        Authenticator authenticator = new Authenticator(http, endpoint, logins.find(image), scopes);
        return new Repository(endpoint, new Session(http, endpoint, authenticator, Retry.DEFAULT));
    }
}
