package io.jenkins.plugins.pushtoprod.cluster;

import io.jenkins.plugins.pushtoprod.app.Problem;
import java.util.Locale;

/** Fields that cannot change once an object is there, and how each kind is made anew. */
final class Immutable {

    private Immutable() {}

    static boolean is(ApiException.Cause cause) {
        String message = cause.message();
        return message.contains("field is immutable")
                || message.contains("is immutable after creation")
                || message.contains("updates to statefulset spec for fields other than")
                || message.contains("may not change once set")
                || message.contains("cannot change")
                || message.endsWith("is immutable");
    }

    static Problem problem(String field, ObjectRef object) {
        return Problem.of(
                Problem.Kind.PREFLIGHT,
                object + ": " + field + " cannot be changed on an object that is there already"
                        + (object.kind().equals("StatefulSet") && field.equals("spec")
                                ? " (only replicas, template, updateStrategy and a few others can)."
                                : "."),
                Refusals.where(object),
                advice(object));
    }

    private static String advice(ObjectRef object) {
        String delete = "kubectl delete " + object.kind().toLowerCase(Locale.ROOT) + '/' + object.name()
                + (object.namespace().isEmpty() ? "" : " -n " + object.namespace());
        return switch (object.kind()) {
            case "StatefulSet" ->
                "Keep the old value, or replace it without stopping its pods: " + delete
                        + " --cascade=orphan, then release again.";
            case "Deployment", "DaemonSet", "ReplicaSet" ->
                "Keep the old value, or give the workload another name; to replace" + " it, which stops its pods: "
                        + delete + ", then release again.";
            case "PersistentVolumeClaim" ->
                "Keep the old value, or give the volume another name and move the data. Deleting"
                        + " the claim deletes the data.";
            case "Job" -> "Give it another name, or delete the old one: " + delete + ", then release again.";
            case "Service" ->
                "Keep the old value, or replace it, which gives it another address: " + delete
                        + ", then release again.";
            default -> "Keep the old value, give it another name, or replace it: " + delete + ", then release again.";
        };
    }
}
