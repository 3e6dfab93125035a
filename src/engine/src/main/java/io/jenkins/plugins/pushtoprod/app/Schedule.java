package io.jenkins.plugins.pushtoprod.app;

/**
 * A command that runs by the clock.
 *
 * @param cron five fields, as in a Kubernetes CronJob
 * @param timeZone an IANA name such as {@code Etc/UTC}
 */
public record Schedule(String cron, String timeZone, Command command, Resources resources) {}
