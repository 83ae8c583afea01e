/** The benchmark's report: what was measured as a page and as Markdown. */
@NullMarked
package dev.vecgrad.bench.report;

import org.jspecify.annotations.NullMarked;
