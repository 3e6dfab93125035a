package io.jenkins.plugins.pushtoprod.image.layer;

/** Something in a layer. All of it belongs to root, may be read by everybody and written by root alone. */
public sealed interface LayerEntry {

    /** Where it is in the image: relative to the root, {@code /} between names, none at the ends. */
    String path();

    record Directory(String path) implements LayerEntry {}

    record File(String path, Content content, boolean executable) implements LayerEntry {}

    /** A symbolic link; whether the target exists does not matter. */
    record Link(String path, String target) implements LayerEntry {}
}
