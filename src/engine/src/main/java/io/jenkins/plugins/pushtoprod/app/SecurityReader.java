package io.jenkins.plugins.pushtoprod.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads what the containers of an app may do; what is not said is forbidden. */
final class SecurityReader {

    private static final long USER = 10001;
    private static final Map<String, String> SECCOMP =
            Map.of("RuntimeDefault", "RuntimeDefault", "Unconfined", "Unconfined");

    /** See capabilities(7). */
    private static final Set<String> CAPABILITIES = Set.of(
            ("ALL AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER"
                            + " FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN"
                            + " NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID SYSLOG SYS_ADMIN SYS_BOOT"
                            + " SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG"
                            + " WAKE_ALARM")
                    .split(" "));

    private final Section security;

    SecurityReader(Section security) {
        this.security = security;
    }

    Security read() {
        boolean root = security.flag("root").orElse(false);
        OptionalLong user = security.longNumber("user", 0, Integer.MAX_VALUE);
        if (!root && user.isPresent() && user.getAsLong() == 0) {
            security.problems()
                    .combination(
                            security.at("user"),
                            "user 0 is root",
                            "Add root: true to allow it, or choose another user");
        }
        return new Security(
                user.orElse(root ? 0 : USER),
                root,
                security.flag("privilegeEscalation").orElse(false),
                security.flag("readOnlyRoot").orElse(false),
                security.texts("capabilities", SecurityReader::capability).orElse(List.of()),
                security.text("seccomp", Choice.of(SECCOMP)).orElse("RuntimeDefault"),
                security.flag("serviceAccountToken").orElse(false));
    }

    private static String capability(String text) throws FormatException {
        if (!CAPABILITIES.contains(text)) {
            throw new FormatException(
                    "a Linux capability without CAP_",
                    Nearest.to(text.replaceFirst("^(?i)CAP_", ""), CAPABILITIES)
                            .map(near -> "Did you mean " + near + "?")
                            .or(() -> Optional.of("Such as NET_BIND_SERVICE")));
        }
        return text;
    }
}
