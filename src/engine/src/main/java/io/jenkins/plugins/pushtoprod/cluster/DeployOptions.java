package io.jenkins.plugins.pushtoprod.cluster;

/**
 * What a deploy may do that it does not by itself.
 *
 * @param takeOwnership whether fields that another manager owns are overwritten, instead of being a conflict
 * @param allowOlder whether a commit may replace a newer one
 */
public record DeployOptions(boolean takeOwnership, boolean allowOlder) {

    public static final DeployOptions DEFAULT = new DeployOptions(false, false);
}
