package dev.vecgrad.tests;

import org.junit.jupiter.api.Test;

/** Ops of every declaration give the reference's bits in shared loops. */
class CheckedTilesTest {
    @Test
    void sharedLoops() throws Exception {
        CheckedOpsTest.check("-Dvecgrad.kernels=tiles");
    }
}
