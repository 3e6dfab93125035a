package io.jenkins.plugins.pushtoprod.cluster;

import java.util.List;

/**
 * What applying would do, found by a server-side dry run.
 *
 * @param changes in the order they would be made
 */
public record Plan(List<ObjectChange> changes) {

    /**
     * A change of one object.
     *
     * @param fields what differs, by path; empty for created, unchanged and pruned objects
     */
    public record ObjectChange(ObjectRef object, Release.Change change, List<FieldChange> fields) {}

    /**
     * A field's values; those of Secrets are redacted already.
     *
     * @param path such as {@code spec.template.spec.containers[web].image}
     * @param before empty when it was not there
     * @param after empty when it goes
     */
    public record FieldChange(String path, String before, String after) {}
}
