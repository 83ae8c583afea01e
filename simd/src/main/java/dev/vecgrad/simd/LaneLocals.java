package dev.vecgrad.simd;

import dev.vecgrad.ir.Expr;
import java.util.List;

/**
 * The locals of a loop's lanes: for each part a vector for every group of lanes, the next one to be used first.
 *
 * @param parts the parts as leaves
 * @param locals for each part its vectors' locals
 */
record LaneLocals(List<Expr> parts, List<int[]> locals) {
    /** Lets the body see the next group. */
    void bind(VectorCode vectors) {
        for (int part = 0; part < parts.size(); part++) {
            vectors.known(parts.get(part).dtype(), locals.get(part)[0]);
            vectors.bind(parts.get(part), locals.get(part)[0]);
        }
    }

    /** Says of all vectors, behind the loop, of which species they are. */
    void known(VectorCode vectors) {
        for (int part = 0; part < parts.size(); part++) {
            for (int local : locals.get(part)) {
                vectors.known(parts.get(part).dtype(), local);
            }
        }
    }
}
