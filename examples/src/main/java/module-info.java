/** Small programs to read, run and copy. */
module dev.vecgrad.examples {
    requires dev.vecgrad;
    requires dev.vecgrad.viz;
    requires static org.jspecify;

    exports dev.vecgrad.examples;
}
