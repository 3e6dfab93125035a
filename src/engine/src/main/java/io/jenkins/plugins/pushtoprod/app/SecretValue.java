package io.jenkins.plugins.pushtoprod.app;

/** A value that must never be printed: only {@link #reveal()} gives it away. */
public final class SecretValue {

    private final String value;

    public SecretValue(String value) {
        this.value = value;
    }

    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretValue that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "****";
    }
}
