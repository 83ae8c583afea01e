package dev.vecgrad.viz;

/**
 * A box in the drawing of a graph.
 *
 * @param id what edges call it
 * @param kind what it stands for
 * @param lines what is written in it
 */
record GraphBox(String id, Kind kind, String... lines) {
    /** What a box stands for, and the colour it is filled with. */
    enum Kind {
        /** A tensor that gradients are accumulated for. */
        LEAF("#add8e6"),
        /** A step of backward. */
        STEP("#f2f2f2"),
        /** The tensor that backward starts from. */
        OUTPUT("#caff70");

        private final String colour;

        Kind(String colour) {
            this.colour = colour;
        }

        String colour() {
            return colour;
        }
    }

    String text() {
        return String.join("\n", lines);
    }
}
