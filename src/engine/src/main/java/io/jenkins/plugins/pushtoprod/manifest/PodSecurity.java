package io.jenkins.plugins.pushtoprod.manifest;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.jenkins.plugins.pushtoprod.app.Security;
import java.util.TreeSet;

/**
 * What containers may do, so that the defaults pass the {@code restricted} standard
 * (<a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security Standards</a>).
 */
final class PodSecurity {

    private final Security security;

    PodSecurity(Security security) {
        this.security = security;
    }

    /**
     * For a pod.
     *
     * @param ownsFiles whether it mounts volumes, which then belong to its user
     */
    PodSecurityContext ofPod(boolean ownsFiles) {
        PodSecurityContextBuilder context = new PodSecurityContextBuilder()
                .withRunAsNonRoot(!security.root())
                .withRunAsUser(security.user())
                .withRunAsGroup(security.user())
                .withNewSeccompProfile()
                .withType(security.seccomp())
                .endSeccompProfile();
        if (ownsFiles) {
            // OnRootMismatch: a big volume is not walked through on every start.
            context.withFsGroup(security.user()).withFsGroupChangePolicy("OnRootMismatch");
        }
        return context.build();
    }

    SecurityContext ofContainer() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(security.privilegeEscalation())
                .withReadOnlyRootFilesystem(security.readOnlyRoot())
                .withNewCapabilities()
                .withDrop("ALL")
                .withAdd(new TreeSet<>(security.capabilities()).toArray(new String[0]))
                .endCapabilities()
                .build();
    }
}
