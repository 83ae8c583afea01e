/** The benchmarks and their report. */
module dev.vecgrad.bench {
    requires dev.vecgrad.blas;
    requires java.management;
    requires jdk.incubator.vector;
    requires jdk.management;
    requires transitive dev.vecgrad;
    requires static org.jspecify;
    requires tools.jackson.databind;

    exports dev.vecgrad.bench;
    exports dev.vecgrad.bench.report;
}
