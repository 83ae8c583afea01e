package dev.vecgrad.type;

/** A device that is absent, or operands on different devices. */
public final class DeviceException extends VecgradException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message of the form {@code op: what is wrong: the rule with numbers}. */
    public DeviceException(String message) {
        super(message);
    }

    /** The same, with what caused it. */
    public DeviceException(String message, Throwable cause) {
        super(message, cause);
    }
}
