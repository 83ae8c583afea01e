package dev.vecgrad.tests.opencl;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One of several parts of a list, which have nearly the same size.
 *
 * @param number from 1 on
 * @param of how many parts there are
 */
record Slice(int number, int of) {
    /** {@return the part that a text such as {@code 2/6} names} */
    static Slice parse(String text) {
        String[] parts = text.split("/", 2);
        return new Slice(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    /** {@return all parts} */
    static Stream<Slice> all(int parts) {
        return IntStream.rangeClosed(1, parts).mapToObj(number -> new Slice(number, parts));
    }

    /** {@return this part of a list} */
    <T> List<T> part(List<T> all) {
        return all.subList(all.size() * (number - 1) / of, all.size() * number / of);
    }

    @Override
    public String toString() {
        return number + "/" + of;
    }
}
