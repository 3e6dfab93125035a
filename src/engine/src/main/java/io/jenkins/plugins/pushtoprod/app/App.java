package io.jenkins.plugins.pushtoprod.app;

import java.util.Map;
import java.util.Optional;

/**
 * What a team ships. Maps keep the order of the file they were read from.
 *
 * @param name a DNS label (RFC 1123), at most 63 characters; the name of every object made from this app starts with it
 * @param processes by name; {@code web} is the one that takes traffic when several have a port
 * @param release command that runs once, as a Job, before the new version takes traffic
 * @param schedules commands that run by the clock, as CronJobs, by name
 * @param storage volumes by name
 * @param config environment variables for every process
 * @param secrets environment variable to the ID of the secret that holds its value; never a value
 * @param build how the image is made
 * @param monitoring how metrics are found
 * @param logging how log lines are read
 * @param security what the containers may do
 */
public record App(
        String name,
        Map<String, Process> processes,
        Optional<Command> release,
        Map<String, Schedule> schedules,
        Map<String, Storage> storage,
        Map<String, String> config,
        Map<String, String> secrets,
        Build build,
        Monitoring monitoring,
        Logging logging,
        Security security) {}
