package dev.vecgrad.bench;

/** A peer is not there, or cannot do something; the message says why. */
final class PeerException extends Exception {
    private static final long serialVersionUID = 1;

    PeerException(String message) {
        super(message);
    }

    PeerException(String message, Throwable cause) {
        super(message, cause);
    }
}
