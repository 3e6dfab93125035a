package io.jenkins.plugins.pushtoprod.manifest;

/** The annotations of Push to Prod's own. Those on metadata may change on each release; in a pod template only {@link #CONFIG_HASH} is. */
public final class Annotations {

    private static final String PREFIX = "push-to-prod.jenkins.io/";

    /** Full git commit ID. */
    public static final String COMMIT = PREFIX + "commit";

    /** Git branch. */
    public static final String BRANCH = PREFIX + "branch";

    /** URL of the git repository, without user information. */
    public static final String REPOSITORY = PREFIX + "repository";

    /** Page of the build. */
    public static final String BUILD_URL = PREFIX + "build-url";

    /** When the release was made, ISO 8601 in UTC, to the second. */
    public static final String TIME = PREFIX + "time";

    /** Who is behind the deploy. */
    public static final String AUTHOR = PREFIX + "author";

    /** ID of the release. */
    public static final String RELEASE = PREFIX + "release";

    /** In pod templates: changes when a ConfigMap or Secret that the pod takes its configuration from changes. */
    public static final String CONFIG_HASH = PREFIX + "config-hash";

    /** {@link #PRUNE_NEVER} keeps an object that a later release no longer has. */
    public static final String PRUNE = PREFIX + "prune";

    /** The value of {@link #PRUNE}; injected into what holds data: claims, volumes, namespaces, custom resource definitions. */
    public static final String PRUNE_NEVER = "never";

    /** On a team's own Job: {@link #PHASE_RELEASE} makes it run, and succeed, before anything takes traffic. */
    public static final String PHASE = PREFIX + "phase";

    /** The value of {@link #PHASE} for the release phase. */
    public static final String PHASE_RELEASE = "release";

    private Annotations() {}
}
