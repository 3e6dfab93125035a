/** The image that an app's layers go on top of: found in its registry, kept in the cache, and looked into for what it can run. */
@NullMarked
package io.jenkins.plugins.pushtoprod.image.base;

import org.jspecify.annotations.NullMarked;
