/**
 * The only room that formats text for people, and JSON for machines: progress of a run, plans, verdicts, status.
 */
@NullMarked
package io.jenkins.plugins.pushtoprod.report;

import org.jspecify.annotations.NullMarked;
