/** What the command line trains and predicts on: CSV files with a header, and the data sets it ships. */
@NullMarked
package dev.vecgrad.cli.data;

import org.jspecify.annotations.NullMarked;
