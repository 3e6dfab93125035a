/**
 * A {@link io.jenkins.plugins.pushtoprod.cluster.Release} becoming true in the cluster, watched and judged: watch, snapshot,
 * evaluate (a pure function over the snapshot and the failure catalogue), {@link io.jenkins.plugins.pushtoprod.rollout.Verdict}.
 */
@NullMarked
package io.jenkins.plugins.pushtoprod.rollout;

import org.jspecify.annotations.NullMarked;
