package io.jenkins.plugins.pushtoprod.app;

import java.util.List;

/**
 * A command as a container runs it.
 *
 * @param words program and arguments, never empty
 * @param shell whether {@code words} is one line for {@code /bin/sh -c}
 */
public record Command(List<String> words, boolean shell) {}
