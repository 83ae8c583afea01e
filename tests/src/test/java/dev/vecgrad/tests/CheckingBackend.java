package dev.vecgrad.tests;

import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.Region;
import dev.vecgrad.ir.RowCall;
import dev.vecgrad.ir.Write;
import dev.vecgrad.spi.Backend;
import dev.vecgrad.spi.Kernel;
import dev.vecgrad.spi.ReferenceBackend;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * The simd backend, each kernel and call of which is first run by the reference on copies of its outputs and must then give
 * the same bits. NaN equals NaN. What lies between the elements of a strided output must stay as it was.
 *
 * <p>Only {@code -Dvecgrad.backend=checking} takes it. A difference is an AssertionError from the op that made it. No other
 * thread may write to an output's storage meanwhile.
 */
public final class CheckingBackend extends BackendByName {
    private static final LongAdder CHECKS = new LongAdder();

    private final Backend reference = new ReferenceBackend();

    /** Found by ServiceLoader. */
    public CheckingBackend() {
        super("checking", ", compared with the reference");
    }

    /** {@return how many kernels and calls were compared in this JVM} */
    static long checks() {
        return CHECKS.sum();
    }

    @Override
    public Kernel compile(KernelSpec spec) {
        return new CheckedKernel(spec, simd().compile(spec), reference.compile(spec));
    }

    @Override
    public void run(Call call, List<Region> operands, long[] addresses, Workers workers) {
        try (Arena arena = Arena.ofConfined()) {
            long[] copies = addresses.clone();
            List<ExpectedOutput> expected = new ArrayList<>();
            for (int i = operands.size() - outputs(call); i < operands.size(); i++) {
                Region out = operands.get(i);
                Box box = isEmpty(out.sizes()) ? Box.EMPTY : Box.POINT.extended(out.sizes(), out.strides());
                expected.add(new ExpectedOutput(addresses[i], out.dtype(), box, arena));
                copies[i] = expected.getLast().address();
            }
            reference.run(call, operands, copies, workers);
            simd().run(call, operands, addresses, workers);
            expected.forEach(output -> output.compare(() -> call + " on " + operands));
        }
        CHECKS.increment();
    }

    /** {@return how many of a call's last operands are written} */
    private static int outputs(Call call) {
        return switch (call) {
            case RowCall.Extreme _, RowCall.Sort _, RowCall.Top _, RowCall.Kth _, RowCall.Median _, RowCall.Mode _ -> 2;
            case Call _ -> 1;
        };
    }

    private static boolean isEmpty(long[] sizes) {
        for (long size : sizes) {
            if (size == 0) {
                return true;
            }
        }
        return false;
    }

    private record CheckedKernel(KernelSpec spec, Kernel tested, Kernel reference) implements Kernel {
        @Override
        public void run(Launch launch, long[] addresses, Workers workers) {
            try (Arena arena = Arena.ofConfined()) {
                long[] copies = addresses.clone();
                ExpectedOutput[] expected = new ExpectedOutput[spec.outputs().size()];
                for (int i = 0; i < expected.length; i++) {
                    int operand = spec.inputs().size() + i;
                    DType dtype = spec.outputs().get(i).dtype();
                    expected[i] = new ExpectedOutput(addresses[operand], dtype, box(launch, i), arena);
                    copies[operand] = expected[i].address();
                }
                readWhatIsWritten(addresses, copies);
                reference.run(launch, copies, workers);
                tested.run(launch, addresses, workers);
                for (int i = 0; i < expected.length; i++) {
                    String what = "output " + i + " of " + spec + " over ";
                    expected[i].compare(() -> what
                            + List.of(launch.kept(), launch.reduced()).stream()
                                    .map(java.util.Arrays::toString)
                                    .toList());
                }
            }
            CHECKS.increment();
        }

        /** An input that lies where an output does is that output's copy for the reference. */
        private void readWhatIsWritten(long[] addresses, long[] copies) {
            int inputs = spec.inputs().size();
            for (int i = 0; i < inputs; i++) {
                for (int o = inputs; o < addresses.length; o++) {
                    copies[i] = addresses[i] == addresses[o] ? copies[o] : copies[i];
                }
            }
        }

        private Box box(Launch launch, int output) {
            if (launch.reducedNumel() == 0 && !isWrittenOnceARow(output)) {
                return Box.EMPTY;
            }
            int operand = spec.inputs().size() + output;
            return Box.POINT
                    .extended(launch.kept(), launch.keptStrides()[operand])
                    .extended(launch.reduced(), launch.reducedStrides()[operand]);
        }

        private boolean isWrittenOnceARow(int output) {
            return spec.rowWrites().stream().mapToInt(Write::output).anyMatch(o -> o == output);
        }
    }
}
