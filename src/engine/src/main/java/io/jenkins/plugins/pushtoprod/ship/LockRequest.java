package io.jenkins.plugins.pushtoprod.ship;

import java.time.Duration;

/**
 * How to ask for the lock of an app.
 *
 * @param identity names who asks, to others who wait
 * @param atMost how long to wait at most while another holds it
 */
public record LockRequest(String identity, Duration atMost) {}
