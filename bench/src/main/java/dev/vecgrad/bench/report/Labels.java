package dev.vecgrad.bench.report;

import java.util.ArrayList;
import java.util.List;

/** Texts of a drawing, moved down where they would lie on another. */
final class Labels {
    private static final double LINE = 11;
    private static final double LETTER = 5.6;

    private record Box(double left, double right, double y) {
        boolean overlaps(Box other) {
            return left < other.right && other.left < right && Math.abs(y - other.y) < LINE;
        }
    }

    private final List<Box> placed = new ArrayList<>();

    /** {@return the height at which a text that begins at x has room, from y downwards} */
    double place(double x, double y, String words) {
        Box box = new Box(x, x + LETTER * words.length(), y);
        for (int i = 0; i < placed.size(); i++) {
            if (box.overlaps(placed.get(i))) {
                box = new Box(box.left, box.right, placed.get(i).y + LINE);
                i = -1;
            }
        }
        placed.add(box);
        return box.y;
    }
}
