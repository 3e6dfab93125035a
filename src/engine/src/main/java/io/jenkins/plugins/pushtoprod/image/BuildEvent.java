package io.jenkins.plugins.pushtoprod.image;

/** What a build reports while it runs. */
public sealed interface BuildEvent {

    /** The kind of app was found, and by what. */
    record Found(String type, String reason) implements BuildEvent {}

    /** A base image was resolved. */
    record BaseResolved(String reference, String digest) implements BuildEvent {}

    /** Something that may take a while began; what it leads to is reported by another event. */
    record Started(Activity activity, String subject) implements BuildEvent {}

    /** A layer is there: made, or reused. */
    record LayerReady(Image.Layer layer) implements BuildEvent {}

    /** Something that works, but that a person should know, such as an end-of-life runtime. */
    record Warning(String message) implements BuildEvent {}

    /** The manifest and its tags are in the registry. */
    record Pushed(Image image) implements BuildEvent {}

    /** What takes a while; the {@code subject} of a {@link Started} says of what. */
    enum Activity {
        /** Subject: the base image's reference. */
        DOWNLOADING_BASE,
        /** Subject: the file that lists them, such as {@code requirements.txt}. */
        RESOLVING_DEPENDENCIES,
        /** Subject: the layer's name. */
        UPLOADING_LAYER
    }
}
