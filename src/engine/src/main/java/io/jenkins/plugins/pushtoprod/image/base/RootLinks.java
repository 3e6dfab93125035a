package io.jenkins.plugins.pushtoprod.image.base;

import java.util.Map;

/** Links in the root directory of an image, as distributions have them since {@code /bin} became {@code /usr/bin}. */
final class RootLinks {

    private RootLinks() {}

    static String resolve(Map<String, String> links, String file) {
        int slash = file.indexOf('/');
        String first = slash < 0 ? file : file.substring(0, slash);
        String target = links.get(first);
        return target == null ? file : target + file.substring(first.length());
    }
}
