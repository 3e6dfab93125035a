/**
 * The only room that formats text for people, and JSON for machines: progress of a run, plans, verdicts, status.
 *
 * <p>{@link io.jenkins.plugins.pushtoprod.report.LiveProgress} and {@link io.jenkins.plugins.pushtoprod.report.LineProgress} listen to a
 * run; {@link io.jenkins.plugins.pushtoprod.report.TextReport}, {@link io.jenkins.plugins.pushtoprod.report.JsonReport} and
 * {@link io.jenkins.plugins.pushtoprod.report.MarkdownReport} say how it ended. Text that came from a cluster, a registry or a file goes
 * through {@link io.jenkins.plugins.pushtoprod.report.CleanText}, so that it cannot steer a terminal.
 */
@NullMarked
package io.jenkins.plugins.pushtoprod.report;

import org.jspecify.annotations.NullMarked;
