/**
 * What a team ships: the {@link io.jenkins.plugins.pushtoprod.app.App} and the {@link io.jenkins.plugins.pushtoprod.app.Environment} it
 * goes to, as records, and the readers that make them from {@code push-to-prod.yaml}, a {@code Procfile} and overlays.
 *
 * <p>The leftmost room of the engine: it imports no other, and reads only the files it is given the names of.
 */
@NullMarked
package io.jenkins.plugins.pushtoprod.app;

import org.jspecify.annotations.NullMarked;
