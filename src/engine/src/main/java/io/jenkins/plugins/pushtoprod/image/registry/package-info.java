/**
 * Speaks to registries as the OCI distribution specification has it, over the JDK's HTTP client.
 *
 * <p>Jib parses image references. Its transport is not used: it opens a connection for every
 * request, goes on uploading after an interrupt, refuses JSON it does not know, and takes time-outs and proxies from properties
 * that all builds of a JVM share.
 */
@NullMarked
package io.jenkins.plugins.pushtoprod.image.registry;

import org.jspecify.annotations.NullMarked;
