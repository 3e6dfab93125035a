/**
 * Kinds of apps: how one is told from its files, and how its files become layers and a start command.
 *
 * <p>A kind is an {@link io.jenkins.plugins.pushtoprod.image.type.AppType}; another one is another class in the list of
 * {@link io.jenkins.plugins.pushtoprod.image.type.AppTypes}.
 */
@NullMarked
package io.jenkins.plugins.pushtoprod.image.type;

import org.jspecify.annotations.NullMarked;
