package io.jenkins.plugins.pushtoprod.rollout;

/**
 * How many pods of a workload count, by the pods themselves where they may be read: a controller that is busy writes its status seconds
 * late. Else by that status.
 *
 * @param updated of our revision
 * @param ready of {@code updated}
 * @param available of {@code updated}: ready for minReadySeconds
 * @param older of another revision
 */
record PodCounts(int updated, int ready, int available, int older) {

    int all() {
        return updated + older;
    }
}
