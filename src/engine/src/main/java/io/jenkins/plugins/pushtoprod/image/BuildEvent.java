package io.jenkins.plugins.pushtoprod.image;

/** What a build reports while it runs. */
public sealed interface BuildEvent {

    /** The kind of app was found, and by what. */
    record Found(String type, String reason) implements BuildEvent {}

    /** A base image was resolved. */
    record BaseResolved(String reference, String digest) implements BuildEvent {}

    /** A layer is there: made, or reused. */
    record LayerReady(Image.Layer layer) implements BuildEvent {}

    /** Something that works, but that a person should know, such as an end-of-life runtime. */
    record Warning(String message) implements BuildEvent {}

    /** The manifest and its tags are in the registry. */
    record Pushed(Image image) implements BuildEvent {}
}
