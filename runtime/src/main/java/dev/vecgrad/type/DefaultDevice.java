package dev.vecgrad.type;

/** Where tensors are made when nothing else is said. A class of its own, so that nobody reads a setting before a tensor is made. */
final class DefaultDevice {
    private static final String PROPERTY = "vecgrad.device";
    private static final String VARIABLE = "VECGRAD_DEVICE";

    private static volatile Device current = asked();

    private DefaultDevice() {}

    private static Device asked() {
        String property = System.getProperty(PROPERTY);
        String text = property != null ? property : System.getenv(VARIABLE);
        return text == null || text.isBlank() ? Device.CPU : Device.of(text);
    }

    static Device get() {
        return current;
    }

    static void set(Device device) {
        current = device;
    }
}
