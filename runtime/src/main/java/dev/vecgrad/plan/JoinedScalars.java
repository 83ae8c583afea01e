package dev.vecgrad.plan;

import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The scalars of a kernel that is made of two: those of one, then those of the other.
 *
 * @param dtypes of all
 * @param params their bits
 * @param fresh which of them are new at each call
 */
record JoinedScalars(List<DType> dtypes, long[] params, List<Step.Scalars> fresh) {
    /** {@return the scalars of both} */
    static JoinedScalars of(KernelView one, KernelView other) {
        List<DType> dtypes = Stream.concat(one.spec().params().stream(), other.spec().params().stream())
                .toList();
        long[] own = one.work().launch().params();
        long[] others = other.work().launch().params();
        long[] params = Arrays.copyOf(own, own.length + others.length);
        System.arraycopy(others, 0, params, own.length, others.length);
        List<Step.Scalars> fresh = new ArrayList<>(one.step().scalars());
        other.step().scalars().forEach(s -> fresh.add(new Step.Scalars(own.length + s.at(), s.values())));
        return new JoinedScalars(dtypes, params, fresh);
    }
}
