/** The {@code vecgrad} command. */
module dev.vecgrad.cli {
    requires de.siegmar.fastcsv;
    requires dev.vecgrad;
    requires dev.vecgrad.bench;
    requires dev.vecgrad.examples;
    requires dev.vecgrad.viz;
    requires info.picocli;
    requires static org.jspecify;
    requires tools.jackson.databind;

    uses dev.vecgrad.type.DeviceFinder;

    opens dev.vecgrad.cli to
            info.picocli;
}
