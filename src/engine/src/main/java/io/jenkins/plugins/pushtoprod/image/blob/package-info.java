/** Bytes named by their digest, and the directory on this machine that keeps them between builds. */
@NullMarked
package io.jenkins.plugins.pushtoprod.image.blob;

import org.jspecify.annotations.NullMarked;
