package dev.vecgrad.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
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
