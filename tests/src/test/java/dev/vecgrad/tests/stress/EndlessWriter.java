package dev.vecgrad.tests.stress;

import dev.vecgrad.Tensor;
import dev.vecgrad.io.Safetensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Writes files {@code 0}, {@code 1}, ... of a folder in as many threads, again and again, until it is killed. */
final class EndlessWriter {
    static final int FILES = 4;
    private static final int LONGEST = 40_000;

    private EndlessWriter() {}

    public static void main(String[] args) throws InterruptedException {
        Path folder = Path.of(args[0]);
        int start = Integer.parseInt(args[1]);
        for (int file = 1; file < FILES; file++) {
            Path path = folder.resolve(Integer.toString(file));
            Thread _ = Thread.ofPlatform().start(() -> write(path, start));
        }
        Path first = folder.resolve("0");
        write(first, start, 1);
        System.out.println("writing");
        write(first, start + 1);
    }

    private static void write(Path file, int start) {
        write(file, start, Integer.MAX_VALUE - start);
    }

    /** Content number n is n as often as its size, which moves about, and n in the metadata. */
    private static void write(Path file, int start, int times) {
        for (int number = start; number < start + times; number++) {
            float[] elements = new float[size(number)];
            Arrays.fill(elements, number);
            Safetensors.save(file, Map.of("x", Tensor.of(elements)), Map.of("number", Integer.toString(number)));
        }
    }

    /** {@return how many elements content number n has} */
    static int size(int number) {
        return 1 + (int) (number * 7919L % LONGEST);
    }
}
