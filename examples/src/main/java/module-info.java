/** Small programs to run and copy. */
module dev.vecgrad.examples {
    requires transitive dev.vecgrad;
    requires dev.vecgrad.viz;
    requires static org.jspecify;
}
