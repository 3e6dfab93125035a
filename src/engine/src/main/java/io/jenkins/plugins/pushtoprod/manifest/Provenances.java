package io.jenkins.plugins.pushtoprod.manifest;

import io.jenkins.plugins.pushtoprod.app.Provenance;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where an object came from, as annotations. They change on each release, so they are for the metadata of objects and never for pod templates. */
final class Provenances {

    private Provenances() {}

    static Map<String, String> annotations(ManifestRequest request) {
        Map<String, String> annotations = new TreeMap<>();
        Provenance provenance = request.provenance();
        put(annotations, Annotations.COMMIT, provenance.commit());
        put(annotations, Annotations.BRANCH, provenance.branch());
        put(annotations, Annotations.REPOSITORY, provenance.repository().map(Provenances::withoutUserInformation));
        put(annotations, Annotations.BUILD_URL, provenance.buildUrl().map(Provenances::withoutUserInformation));
        put(annotations, Annotations.AUTHOR, provenance.author());
        annotations.put(
                Annotations.TIME, request.time().truncatedTo(ChronoUnit.SECONDS).toString());
        annotations.put(Annotations.RELEASE, request.releaseId());
        return annotations;
    }

    private static void put(Map<String, String> annotations, String key, Optional<String> value) {
        value.filter(text -> !text.isBlank()).ifPresent(text -> annotations.put(key, text));
    }

    /** A token in a URL is a secret, whoever put it there. */
    private static String withoutUserInformation(String url) {
        return url.replaceFirst("^([a-zA-Z][a-zA-Z0-9+.-]*://)[^/@]*@", "$1");
    }
}
