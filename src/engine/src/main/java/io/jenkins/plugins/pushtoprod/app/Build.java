package io.jenkins.plugins.pushtoprod.app;

import java.util.List;
import java.util.Optional;

/**
 * How an app becomes an image.
 *
 * @param type what kind of app it is, such as {@code python} or {@code jar}; empty: found from the files
 * @param base reference of the base image; empty: the type's default
 * @param include globs of files to add; empty: all that {@code .dockerignore} lets through
 * @param image reference of an image that exists already; then nothing is built
 */
public record Build(Optional<String> type, Optional<String> base, List<String> include, Optional<String> image) {}
