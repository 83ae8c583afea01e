package dev.vecgrad.optim;

/** How a schedule goes from one number to another. */
public enum Anneal {
    /** Along half a cosine. */
    COS {
        @Override
        double between(double start, double end, double part) {
            return end + (start - end) / 2 * (1 + Math.cos(Math.PI * part));
        }
    },
    /** Along a line. */
    LINEAR {
        @Override
        double between(double start, double end, double part) {
            return (end - start) * part + start;
        }
    };

    abstract double between(double start, double end, double part);
}
