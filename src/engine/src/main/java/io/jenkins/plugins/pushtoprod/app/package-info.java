/**
 * What a team ships: the {@link io.jenkins.plugins.pushtoprod.app.App} and the {@link io.jenkins.plugins.pushtoprod.app.Environment} it
 * goes to, as records, and the readers that make them from {@code push-to-prod.yaml}, a {@code Procfile} and overlays.
 *
 * <p>The leftmost room of the engine: it imports no other, and reads only the files it is given the names of.
 *
 * <p>{@link io.jenkins.plugins.pushtoprod.app.AppReader} is the way in. A file becomes text ({@code SourceFile}), text becomes a tree
 * in which everything knows its line ({@code YamlParser}, {@code Procfile}, {@code Parameters} make {@code Node}s), the trees are laid
 * over each other ({@code Layers}), and the result is read key by key ({@code LayeredApp} and the readers it calls, each with a
 * {@code Section}), text by text ({@code Format}s such as {@code Cron} and {@code Quantity}). What is wrong is collected on the way
 * ({@code Problems}) and said at once.
 *
 * <p>To add a key: name it in {@code Shape} and in {@code push-to-prod.schema.json}, read it, put files into the corpus of the tests, and
 * write documentation and messages anew with {@code -Dupdate}. The tests fail until all of that agrees.
 */
@NullMarked
package io.jenkins.plugins.pushtoprod.app;

import org.jspecify.annotations.NullMarked;
