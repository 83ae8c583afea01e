package dev.vecgrad.exec;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.spi.Kernel;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.Device;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A kernel whose runs the profiler sees. */
final class ProfiledKernel implements Kernel {
    private static final int LONGEST_NAME = 60;

    private final Kernel kernel;
    private final Device device;
    private final String name;
    private final int[] itemSizes;

    ProfiledKernel(Kernel kernel, Device device, KernelSpec spec) {
        this.kernel = kernel;
        this.device = device;
        this.name = shortened(spec.space().name().toLowerCase(Locale.ROOT) + " "
                + spec.roots().stream().map(Expr::toString).distinct().collect(Collectors.joining(", ")));
        this.itemSizes = Stream.concat(spec.inputs().stream(), spec.outputs().stream())
                .map(Operand::dtype)
                .mapToInt(dtype -> dtype.itemSize())
                .toArray();
    }

    private static String shortened(String text) {
        String line = text.replace("\n", "; ");
        return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME - 3) + "...";
    }

    @Override
    public void run(Launch launch, long[] addresses, Workers workers) {
        Profiler.observe(new Run(launch), () -> kernel.run(launch, addresses, workers));
    }

    @Override
    public void runDense(long n, int operands, long[] addresses, long[] params, Workers workers) {
        Launch dense = Launch.dense(n, operands, params);
        Profiler.observe(new Run(dense), () -> kernel.runDense(n, operands, addresses, params, workers));
    }

    @Override
    public boolean prepare(long nanos) {
        return kernel.prepare(nanos);
    }

    @Override
    public boolean mayFail(Launch launch) {
        return kernel.mayFail(launch);
    }

    private final class Run implements Observed {
        private final Launch launch;

        Run(Launch launch) {
            this.launch = launch;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String shape() {
            return LongStream.concat(Arrays.stream(launch.kept()), Arrays.stream(launch.reduced()))
                    .mapToObj(Long::toString)
                    .collect(Collectors.joining("x"));
        }

        @Override
        public String device() {
            return device.toString();
        }

        @Override
        public long bytes() {
            long bytes = 0;
            for (int i = 0; i < itemSizes.length; i++) {
                bytes += itemSizes[i]
                        * distinct(launch.kept(), launch.keptStrides()[i])
                        * distinct(launch.reduced(), launch.reducedStrides()[i]);
            }
            return bytes;
        }

        private static long distinct(long[] sizes, long[] strides) {
            long n = 1;
            for (int d = 0; d < strides.length; d++) {
                n *= strides[d] == 0 ? 1 : sizes[d];
            }
            return n;
        }
    }
}
