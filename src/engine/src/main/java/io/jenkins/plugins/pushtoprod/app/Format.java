package io.jenkins.plugins.pushtoprod.app;

/** How the text of a value is read. */
@FunctionalInterface
interface Format<T> {

    T read(String text) throws FormatException;
}
