package dev.vecgrad.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.type.DType;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemandTest {
    private static final Expr X = Expr.input(0, DType.INT64);
    private static final Plan PLAN = new SimdKernel(
                    Specs.map(X.shl(1).not().xor(X.not()), DType.INT64), Planner.Mode.TILES, false, 1 << 15)
            .plan();
    private static final Step FIRST = PLAN.allLoops().getFirst();
    private static final Step LAST = PLAN.allLoops().getLast();

    private final Demand demand = new Demand();

    @BeforeEach
    @AfterEach
    void makeCold() {
        PLAN.useVectors(false);
    }

    private void count(int kernels, Step... loops) {
        for (int i = 0; i < kernels; i++) {
            demand.count(List.of(loops));
        }
    }

    @Test
    void aLoopIsWantedByManyKernels() {
        count(Demand.MANY - 1, FIRST);
        assertThat(demand.isEmpty()).isTrue();
        count(1, FIRST);
        assertThat(demand.isEmpty()).isFalse();
        assertThat(demand.take()).isSameAs(FIRST);
        assertThat(demand.take()).isNull();
    }

    @Test
    void aKernelCountsOnceForALoopThatItHasTwice() {
        count(Demand.MANY - 1, FIRST, FIRST);
        assertThat(demand.take()).isNull();
    }

    @Test
    void whatMostKernelsWantComesFirst() {
        count(Demand.MANY, FIRST, LAST);
        count(1, LAST);
        assertThat(demand.take()).isSameAs(LAST);
        assertThat(demand.take()).isSameAs(FIRST);
    }

    @Test
    void aLoopOnVectorsIsNotWanted() {
        count(Demand.MANY - 1, FIRST, LAST);
        FIRST.loop().useVectors(true);
        count(1, FIRST, LAST);
        assertThat(demand.take()).isSameAs(LAST);
        count(Demand.MANY, FIRST, LAST);
        assertThat(demand.take()).isNull();
        demand.putBack(LAST);
        LAST.loop().useVectors(true);
        assertThat(demand.take()).isNull();
    }

    @Test
    void aLoopThatWasGivenUpIsWantedByTwiceAsManyKernels() {
        count(Demand.MANY + 1, FIRST);
        assertThat(demand.take()).isSameAs(FIRST);
        demand.giveUp(FIRST);
        count(Demand.MANY, FIRST);
        assertThat(demand.isEmpty()).isTrue();
        count(1, FIRST);
        assertThat(demand.take()).isSameAs(FIRST);
    }
}
