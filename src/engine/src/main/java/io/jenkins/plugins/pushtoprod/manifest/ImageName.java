package io.jenkins.plugins.pushtoprod.manifest;

/**
 * An image reference, taken apart.
 *
 * @param repository with the registry's host, if it has one
 * @param tag empty where there is none
 * @param digest {@code algorithm:hex}; empty where there is none
 */
record ImageName(String repository, String tag, String digest) {

    private static final int SHORT = 12;

    static ImageName parse(String reference) {
        int at = reference.indexOf('@');
        String digest = at < 0 ? "" : reference.substring(at + 1);
        String rest = at < 0 ? reference : reference.substring(0, at);
        // A colon before the last slash is that of a registry's port.
        int colon = rest.lastIndexOf(':');
        boolean tagged = colon > rest.lastIndexOf('/');
        return new ImageName(tagged ? rest.substring(0, colon) : rest, tagged ? rest.substring(colon + 1) : "", digest);
    }

    /** What comes after the last slash. */
    String lastSegment() {
        return repository.substring(repository.lastIndexOf('/') + 1);
    }

    /** Fit for a label's value: the first characters of the digest, or the tag; empty where there is neither. */
    String version() {
        if (digest.isEmpty()) {
            return tag;
        }
        String hex = digest.substring(digest.indexOf(':') + 1);
        return hex.substring(0, Math.min(SHORT, hex.length()));
    }
}
