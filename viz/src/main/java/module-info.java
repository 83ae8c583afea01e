/** Plots and graph drawings of what vecgrad computes. */
@SuppressWarnings("requires-automatic") // XChart's jar declares no module
module dev.vecgrad.viz {
    requires transitive dev.vecgrad.runtime;
    requires java.desktop;
    requires static org.jspecify;
    requires graph.support.core;
    requires org.slf4j;
    requires xchart;

    exports dev.vecgrad.viz;
}
