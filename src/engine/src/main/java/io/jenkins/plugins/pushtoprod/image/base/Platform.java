package io.jenkins.plugins.pushtoprod.image.base;

/** What an image runs on, as {@code GOOS} and {@code GOARCH} name it. */
public record Platform(String os, String architecture) {

    public static final Platform LINUX_AMD64 = new Platform("linux", "amd64");

    @Override
    public String toString() {
        return os + "/" + architecture;
    }
}
