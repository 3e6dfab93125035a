/**
 * Sources become an {@link io.jenkins.plugins.pushtoprod.image.Image} in a registry, named by its digest, without a Docker daemon:
 * find what kind of app it is, lay its files into layers, bring them to the registry.
 */
@NullMarked
package io.jenkins.plugins.pushtoprod.image;

import org.jspecify.annotations.NullMarked;
