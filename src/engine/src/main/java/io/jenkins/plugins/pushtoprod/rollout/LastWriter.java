package io.jenkins.plugins.pushtoprod.rollout;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.Comparator;
import java.util.List;

/** Who changed an object last, as its managed fields say. */
final class LastWriter {

    private LastWriter() {}

    /** Such as {@code , changed by kubectl-edit}; empty when nobody can be named. */
    static String of(HasMetadata object) {
        List<ManagedFieldsEntry> entries = object.getMetadata().getManagedFields();
        return entries == null
                ? ""
                : entries.stream()
                        .filter(entry -> entry.getSubresource() == null
                                || entry.getSubresource().isEmpty())
                        .filter(entry -> entry.getTime() != null)
                        .max(Comparator.comparing(ManagedFieldsEntry::getTime))
                        .map(entry -> ", changed by " + entry.getManager())
                        .orElse("");
    }
}
