package dev.vecgrad.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.type.VecgradException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class GeneratorTest {
    @Test
    void bothKindsStartAgainFromTheirSeed() {
        for (Generator generator : List.of(Generator.philox(3), Generator.pytorch(3))) {
            float[] first = rand(generator, 5);
            assertThat(rand(generator, 5)).isNotEqualTo(first);
            assertThat(rand(generator.manualSeed(4), 5)).isNotEqualTo(first);
            assertThat(generator.initialSeed()).isEqualTo(4);
            assertThat(rand(generator.manualSeed(3), 5)).isEqualTo(first);
        }
    }

    @Test
    void aCopyContinuesAlone() {
        for (Generator generator : List.of(Generator.philox(3), Generator.pytorch(3))) {
            rand(generator, 5);
            Generator copy = generator.copy();
            float[] fromCopy = rand(copy, 5);
            rand(copy, 100);
            assertThat(rand(generator, 5)).isEqualTo(fromCopy);
            assertThat(copy.initialSeed()).isEqualTo(3);
        }
    }

    @Test
    void aStateIsContinuedFromByAnotherGenerator() {
        for (LongFunction<Generator> kind : List.<LongFunction<Generator>>of(Generator::philox, Generator::pytorch)) {
            Generator generator = kind.apply(-3);
            for (int drawn = 0; drawn < 1500; drawn += 127) {
                Generator other = kind.apply(0).setState(generator.getState());
                assertThat(other.initialSeed()).isEqualTo(-3);
                assertThat(other.getState()).isEqualTo(generator.getState());
                assertThat(rand(other, 700)).isEqualTo(rand(generator.copy(), 700));
                rand(generator, 127);
            }
        }
    }

    @Test
    void aNormalNumberThatWaitsIsPartOfTheState() {
        Generator generator = Generator.pytorch(1);
        normal(generator, 1);
        Generator other = Generator.pytorch(0).setState(generator.getState());
        assertThat(normal(other, 3)).isEqualTo(normal(generator, 3));
    }

    private static double[] normal(Generator generator, int n) {
        double[] out = new double[n];
        generator.fill(stream -> ((PytorchStream) stream).normal(out, 0, 1));
        return out;
    }

    @Test
    void whatIsNoStateIsAClearErrorAndChangesNothing() {
        Generator generator = Generator.pytorch(5);
        long[] state = generator.getState();
        long[] used = state.clone();
        used[2] = 625;
        for (long[] wrong : List.of(new long[0], Generator.philox(1).getState(), Arrays.copyOf(state, 314), used)) {
            assertThatThrownBy(() -> generator.setState(wrong))
                    .isInstanceOf(VecgradException.class)
                    .hasMessageStartingWith("setState: ");
        }
        assertThatThrownBy(() -> Generator.philox(1).setState(0, 1, -1)).hasMessageContaining("one number from 0");
        assertThat(generator.getState()).isEqualTo(state);
    }

    @Test
    void allThatNameNoGeneratorShareOne() {
        Generator before = Generator.global();
        try {
            Generator mine = Generator.pytorch(0);
            Generator.setGlobal(mine);
            assertThat(Generator.global()).isSameAs(mine);
        } finally {
            Generator.setGlobal(before);
        }
    }

    @Test
    void threadsNeverGetTheSameNumbers() throws InterruptedException {
        Generator generator = Generator.philox(1);
        var blocks = new ConcurrentLinkedQueue<Long>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(Thread.startVirtualThread(() -> takeBlocks(generator, blocks)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(blocks).hasSize(4000).doesNotHaveDuplicates();
    }

    private static void takeBlocks(Generator generator, ConcurrentLinkedQueue<Long> blocks) {
        for (int i = 0; i < 1000; i++) {
            blocks.add(generator.draw(stream -> ((PhiloxStream) stream).take(4)));
        }
    }

    private static float[] rand(Generator generator, int n) {
        float[] out = new float[n];
        generator.fill(stream -> stream.rand(out));
        return out;
    }
}
