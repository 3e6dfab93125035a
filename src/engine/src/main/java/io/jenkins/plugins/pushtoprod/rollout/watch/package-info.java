/**
 * Keeps in memory what the API server has: lists once, then watches. One {@link
 * io.jenkins.plugins.pushtoprod.rollout.watch.Reflector} per kind and namespace, shared by all rollouts there. Knows nothing of
 * rollouts.
 *
 * <p>fabric8's informers are not used, because they do not tell whether what they hold is current: while the API server is away they
 * look as if nothing happened, and a deadline would be judged on old news.
 */
@NullMarked
package io.jenkins.plugins.pushtoprod.rollout.watch;

import org.jspecify.annotations.NullMarked;
