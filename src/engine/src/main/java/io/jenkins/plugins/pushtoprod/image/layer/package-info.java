/**
 * Files become layers: what a directory holds, without what {@code .dockerignore} leaves out, as a gzip'd tar whose bytes depend on
 * names, contents, links and executable bits, and on nothing else.
 *
 * <p>A layer that was made before is found by a fingerprint of its content, never by paths or times: a file that has other bytes
 * under the same name and the same time is another layer.
 */
@NullMarked
package io.jenkins.plugins.pushtoprod.image.layer;

import org.jspecify.annotations.NullMarked;
