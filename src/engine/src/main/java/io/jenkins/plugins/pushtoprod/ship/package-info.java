/**
 * The path itself, composed from the rooms to its left: {@link io.jenkins.plugins.pushtoprod.ship.BuildStage},
 * {@link io.jenkins.plugins.pushtoprod.ship.DeployStage}, {@link io.jenkins.plugins.pushtoprod.ship.VerifyStage} and
 * {@link io.jenkins.plugins.pushtoprod.ship.RollbackStage}, and {@link io.jenkins.plugins.pushtoprod.ship.Ship}, which runs them all.
 *
 * <p>Every stage can be interrupted. It then throws {@link java.lang.InterruptedException}, has let go of the lock, and has left
 * nothing that the next run does not finish or undo.
 */
@NullMarked
package io.jenkins.plugins.pushtoprod.ship;

import org.jspecify.annotations.NullMarked;
