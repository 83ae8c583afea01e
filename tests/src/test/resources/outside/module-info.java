module outside {
    requires dev.vecgrad;
}
