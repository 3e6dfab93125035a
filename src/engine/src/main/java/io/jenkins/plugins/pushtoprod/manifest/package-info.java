/**
 * An {@link io.jenkins.plugins.pushtoprod.app.App} becomes Kubernetes objects, and any objects, a team's own YAML too, get labels,
 * monitoring and logging annotations and provenance. Pure: the same input gives the same YAML.
 */
@NullMarked
package io.jenkins.plugins.pushtoprod.manifest;

import org.jspecify.annotations.NullMarked;
