package io.jenkins.plugins.pushtoprod.image.base;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a base image can run.
 *
 * @param complete whether all of its layers could be read; if not, what is not here may be there
 * @param path directories that programs are looked for in, first to last, without the slash at the start
 * @param programs what is in those directories, without the slash at the start
 * @param links of the root directory, such as {@code bin} to {@code usr/bin}
 * @param libc the C library as wheels name it, {@code glibc_2_36} or {@code musl_1_2}; empty if none was found
 */
public record BaseContents(
        boolean complete, List<String> path, Set<String> programs, Map<String, String> links, String libc) {

    /** Where a program is in the image, absolute, if it is in the path. */
    public Optional<String> find(String program) {
        return path.stream()
                .map(directory -> RootLinks.resolve(links, directory) + "/" + program)
                .filter(programs::contains)
                .map(found -> "/" + found)
                .findFirst();
    }

    /** Whether an absolute file name is a program in one of the directories of the path. */
    public boolean has(String absolute) {
        return programs.contains(RootLinks.resolve(links, absolute.substring(1)));
    }

    /** Whether a file is in one of the directories whose programs are known. */
    public boolean covers(String absolute) {
        String file = RootLinks.resolve(links, absolute.substring(1));
        int slash = file.lastIndexOf('/');
        return complete
                && slash > 0
                && path.stream().anyMatch(directory -> RootLinks.resolve(links, directory)
                        .equals(file.substring(0, slash)));
    }
}
