/**
 * The path itself: build, plan, deploy, verify, ship, roll back, each composed from the rooms to its left.
 */
@NullMarked
package io.jenkins.plugins.pushtoprod.ship;

import org.jspecify.annotations.NullMarked;
