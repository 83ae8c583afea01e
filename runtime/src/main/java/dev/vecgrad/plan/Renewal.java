package dev.vecgrad.plan;

import dev.vecgrad.exec.Work;
import dev.vecgrad.exec.WorkList;
import dev.vecgrad.ir.Call;
import java.util.ArrayList;
import java.util.List;

/** What of a plan's work is made anew at each call: scalars of kernels, such as those of a learning rate, and calls that take another random stream. */
final class Renewal {
    private record Params(long[] params, int at, Live<long[]> values) {
        void renew() {
            long[] current = values.current();
            System.arraycopy(current, 0, params, at, current.length);
        }
    }

    private record Replaced(int step, Work.Called called, Live<Call> call) {
        void renew(WorkList work) {
            work.replace(step, new Work.Called(called.device(), call.current(), called.regions()));
        }
    }

    private final Params[] params;
    private final Replaced[] calls;
    private final WorkList work;

    /** The renewal of these steps, which {@code work} runs. */
    Renewal(List<Step> steps, WorkList work) {
        List<Params> scalars = new ArrayList<>();
        List<Replaced> replaced = new ArrayList<>();
        for (int k = 0; k < steps.size(); k++) {
            Step step = steps.get(k);
            addScalars(step, scalars);
            if (step.call() != null && step.work() instanceof Work.Called called) {
                replaced.add(new Replaced(k, called, step.call()));
            }
        }
        this.params = scalars.toArray(Params[]::new);
        this.calls = replaced.toArray(Replaced[]::new);
        this.work = work;
    }

    private static void addScalars(Step step, List<Params> scalars) {
        int first = 0;
        for (Work.Kernel kernel : step.kernels()) {
            long[] own = kernel.launch().params();
            for (Step.Scalars of : step.scalars()) {
                int at = of.at() - first;
                if (at >= 0 && at < own.length) {
                    scalars.add(new Params(own, at, of.values()));
                }
            }
            first += own.length;
        }
    }

    /** Puts this call's in the places of the last one's. */
    void renew() {
        for (Params own : params) {
            own.renew();
        }
        for (Replaced call : calls) {
            call.renew(work);
        }
    }
}
