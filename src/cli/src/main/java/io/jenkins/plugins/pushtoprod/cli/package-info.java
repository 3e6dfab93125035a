/** The command line: parses arguments, finds credentials and files, and calls the engine; one file a command. */
@NullMarked
package io.jenkins.plugins.pushtoprod.cli;

import org.jspecify.annotations.NullMarked;
