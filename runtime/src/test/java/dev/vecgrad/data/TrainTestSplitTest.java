package dev.vecgrad.data;

import static dev.vecgrad.data.SplitOptions.defaults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.golden.GoldenFile;
import org.junit.jupiter.api.Test;

class TrainTestSplitTest {
    private static final GoldenFile GOLDEN = GoldenFile.read("train_test_split.txt");

    @Test
    void everyWayToSayTheSizesGivesTheSplitOfScikitLearn() {
        assertSplits("default", 17, defaults().randomState(3));
        assertSplits("share", 23, defaults().testSize(0.2).randomState(0));
        assertSplits("count", 23, defaults().testSize(5).randomState(0));
        assertSplits("both", 23, defaults().testSize(0.33).trainSize(0.41).randomState(5));
        assertSplits("train only", 23, defaults().trainSize(0.41).randomState(5));
        assertSplits("train count", 23, defaults().trainSize(4).randomState(5));
        assertSplits("in order", 11, defaults().testSize(0.3).shuffle(false));
        assertSplits(
                "both in order", 11, defaults().testSize(0.3).trainSize(0.3).shuffle(false));
    }

    @Test
    void theLastSizeSaidCounts() {
        TrainTestSplit split = TrainTestSplit.of(
                10, defaults().testSize(3).testSize(0.5).trainSize(0.1).trainSize(4));
        assertThat(split.test()).hasSize(5);
        assertThat(split.train()).hasSize(4);
    }

    @Test
    void sizesThatDoNotFitAreErrors() {
        assertFails(10, defaults().testSize(1.0), "testSize=1.0 must be between 0 and 1");
        assertFails(10, defaults().testSize(Double.NaN), "testSize=NaN");
        assertFails(
                10, defaults().testSize(10), "testSize=10 must be positive and smaller than the number of samples 10");
        assertFails(10, defaults().trainSize(0), "trainSize=0 must be positive");
        assertFails(10, defaults().trainSize(6).testSize(5), "ask for 6 and 5 samples, but there are only 10");
        assertFails(1, defaults(), "no sample is left to train on: 1 samples, 1 of them to test");
    }

    private static void assertSplits(String name, int n, SplitOptions options) {
        TrainTestSplit split = TrainTestSplit.of(n, options);
        assertThat(split.train()).as(name).isEqualTo(GOLDEN.ints(name + " train"));
        assertThat(split.test()).as(name).isEqualTo(GOLDEN.ints(name + " test"));
    }

    private static void assertFails(int n, SplitOptions options, String message) {
        assertThatThrownBy(() -> TrainTestSplit.of(n, options))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("trainTestSplit: ")
                .hasMessageContaining(message);
    }
}
