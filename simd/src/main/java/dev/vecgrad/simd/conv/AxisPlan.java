package dev.vecgrad.simd.conv;

import dev.vecgrad.ir.Convolution.Axis;
import java.util.Arrays;
import java.util.stream.IntStream;

/*
 * With a stride, neighbouring elements of a result see elements of the source that are apart. The source is therefore copied into planes, one
 * for each remainder by the stride that a tap has: within a plane, neighbours see neighbours. The other way around, it is the results that
 * fall into phases, each of which only some taps reach.
 */
/**
 * How one dim of a convolution becomes sums of neighbours: element q of a phase adds up, for each of the phase's taps, what stands at
 * {@code q + shift} in the tap's plane.
 *
 * @param starts for each plane, where its first element lies in the source; may be negative
 * @param step the distance of a plane's elements in the source
 * @param phases what the results fall into
 */
record AxisPlan(int[] starts, int step, Phase[] phases) {
    /**
     * Results {@code begin + q * step} for q below {@code count}.
     *
     * @param taps what they add up
     */
    record Phase(int begin, int step, int count, Tap[] taps) {}

    /**
     * An element of the weight.
     *
     * @param index which it is
     * @param plane in which plane it finds its elements
     * @param shift how far ahead, not negative
     */
    record Tap(int index, int plane, int shift) {}

    /** {@return the plan of a convolution with this many results and weights} */
    static AxisPlan forward(Axis axis, int results, int weights) {
        int stride = (int) axis.stride();
        int[] at = IntStream.range(0, weights)
                .map(i -> Math.toIntExact(i * axis.dilation()))
                .toArray();
        int[] remainders =
                Arrays.stream(at).map(a -> a % stride).sorted().distinct().toArray();
        Tap[] taps = IntStream.range(0, weights)
                .mapToObj(i -> new Tap(i, Arrays.binarySearch(remainders, at[i] % stride), at[i] / stride))
                .toArray(Tap[]::new);
        int[] starts =
                Arrays.stream(remainders).map(r -> r - (int) axis.padding()).toArray();
        return new AxisPlan(starts, stride, new Phase[] {new Phase(0, 1, results, taps)});
    }

    /** {@return the plan of a transposed convolution with this many results and weights} */
    static AxisPlan transposed(Axis axis, int results, int weights) {
        int stride = (int) axis.stride();
        int lowest = IntStream.range(0, weights)
                .map(i -> Math.ceilDiv((int) axis.padding() - Math.toIntExact(i * axis.dilation()), stride))
                .min()
                .orElse(0);
        Phase[] phases = IntStream.range(0, Math.min(stride, results))
                .mapToObj(begin -> new Phase(
                        begin,
                        stride,
                        Math.ceilDiv(results - begin, stride),
                        taps(axis, begin + (int) axis.padding(), weights, lowest)))
                .toArray(Phase[]::new);
        return new AxisPlan(new int[] {lowest}, 1, phases);
    }

    private static Tap[] taps(Axis axis, int at, int weights, int lowest) {
        int stride = (int) axis.stride();
        return IntStream.range(0, weights)
                .filter(i -> (at - i * axis.dilation()) % stride == 0)
                .mapToObj(i -> new Tap(i, 0, (int) (at - i * axis.dilation()) / stride - lowest))
                .toArray(Tap[]::new);
    }

    /** {@return how far the taps look ahead} */
    int reach() {
        return Arrays.stream(phases)
                .flatMap(phase -> Arrays.stream(phase.taps))
                .mapToInt(Tap::shift)
                .max()
                .orElse(0);
    }

    /** {@return the number of elements of the longest phase} */
    int longest() {
        return Arrays.stream(phases).mapToInt(Phase::count).max().orElse(0);
    }
}
