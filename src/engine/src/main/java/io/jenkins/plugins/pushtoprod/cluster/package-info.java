/**
 * The only room that writes to a cluster: connect, preflight, plan, apply, lock, prune, and the history of
 * {@link io.jenkins.plugins.pushtoprod.cluster.Release}s.
 */
@NullMarked
package io.jenkins.plugins.pushtoprod.cluster;

import org.jspecify.annotations.NullMarked;
