package io.jenkins.plugins.pushtoprod.app;

import java.util.List;

/**
 * What the containers of an app may do. The default passes the {@code restricted} Pod Security Standard.
 *
 * @param user numeric user ID; 0 is root and needs {@code root}
 * @param root whether the containers may run as root
 * @param privilegeEscalation whether a process may gain more than its parent has
 * @param readOnlyRoot whether the root file system is read-only ({@code /tmp} is then an emptyDir)
 * @param capabilities Linux capabilities kept, without {@code CAP_}; all others are dropped
 * @param seccomp {@code RuntimeDefault} or {@code Unconfined}
 * @param serviceAccountToken whether pods get a token for the cluster's API
 */
public record Security(
        long user,
        boolean root,
        boolean privilegeEscalation,
        boolean readOnlyRoot,
        List<String> capabilities,
        String seccomp,
        boolean serviceAccountToken) {}
