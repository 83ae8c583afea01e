/** Plots and graph drawings of what vecgrad computes. */
module dev.vecgrad.viz {
    requires transitive dev.vecgrad.runtime;
    requires static org.jspecify;
}
