package dev.vecgrad.autograd;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Anomaly;
import dev.vecgrad.core.Engine;
import dev.vecgrad.core.GradMode;
import dev.vecgrad.core.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gradients of some tensors with respect to others, and switching their recording on and off.
 *
 * {@snippet :
 * Tensor x = Tensor.of(2.0).requiresGrad_(true);
 * Tensor slope = Autograd.grad(x.pow(3), x, GradOptions.CREATE_GRAPH);   // 12
 * Tensor curvature = Autograd.grad(slope, x);                            // 12
 * }
 */
public final class Autograd {
    private Autograd() {}

    /**
     * {@return the gradient of {@code output}, which has one element, with respect to {@code input}}
     *
     * @throws dev.vecgrad.type.AutogradException if the output does not depend on the input, or one of them requires no gradient
     */
    public static Tensor grad(Tensor output, Tensor input) {
        return grad(output, input, GradOptions.DEFAULT);
    }

    /** {@return the same with options} */
    public static Tensor grad(Tensor output, Tensor input, GradOptions options) {
        return grad(List.of(output), List.of(input), null, options).getFirst();
    }

    /** {@return the gradients of {@code output}, which has one element, with respect to each input, in their order} */
    public static List<Tensor> grad(Tensor output, List<? extends Tensor> inputs) {
        return grad(List.of(output), inputs, null, GradOptions.DEFAULT);
    }

    /**
     * {@return the gradients of the outputs' sum with respect to each input, in their order}
     *
     * @param outputs what is differentiated
     * @param inputs by what; leaves or not
     * @param gradOutputs the outputs' own gradients, each of its output's shape; a null list or element stands for 1 of an output with one
     *     element
     * @param options how
     * @throws dev.vecgrad.type.AutogradException if no output depends on an input, or one of them requires no gradient
     * @throws dev.vecgrad.type.ShapeException if a given gradient does not have its output's shape
     */
    public static List<Tensor> grad(
            List<? extends Tensor> outputs,
            List<? extends Tensor> inputs,
            @Nullable List<? extends @Nullable Tensor> gradOutputs,
            GradOptions options) {
        List<Tensor> found = new ArrayList<>();
        for (Value gradient : engine(outputs, inputs, gradOutputs, options, false)) {
            if (gradient != null) {
                found.add(new Tensor(gradient));
            }
        }
        return Collections.unmodifiableList(found);
    }

    /** {@return the same, with null for an input that no output depends on} */
    public static List<@Nullable Tensor> gradOrNull(
            List<? extends Tensor> outputs,
            List<? extends Tensor> inputs,
            @Nullable List<? extends @Nullable Tensor> gradOutputs,
            GradOptions options) {
        List<@Nullable Tensor> found = new ArrayList<>();
        for (Value gradient : engine(outputs, inputs, gradOutputs, options, true)) {
            found.add(gradient == null ? null : new Tensor(gradient));
        }
        return Collections.unmodifiableList(found);
    }

    private static @Nullable Value[] engine(
            List<? extends Tensor> outputs,
            List<? extends Tensor> inputs,
            @Nullable List<? extends @Nullable Tensor> gradOutputs,
            GradOptions options,
            boolean allowUnused) {
        return Engine.grad(
                Values.of(outputs),
                Values.of(inputs),
                Values.orNull(gradOutputs),
                options.retainGraph(),
                options.createGraph(),
                allowUnused);
    }

    /** Adds the gradients of all leaves that the tensors, each of one element, depend on to their grad. */
    public static void backward(List<? extends Tensor> tensors) {
        backward(tensors, null, GradOptions.DEFAULT);
    }

    /** The same for tensors of any shape, given their gradients. */
    public static void backward(List<? extends Tensor> tensors, List<? extends @Nullable Tensor> gradTensors) {
        backward(tensors, gradTensors, GradOptions.DEFAULT);
    }

    /**
     * The same with options.
     *
     * @param gradTensors the tensors' own gradients, each of its tensor's shape; a null list or element stands for 1 of a tensor with one
     *     element
     */
    public static void backward(
            List<? extends Tensor> tensors,
            @Nullable List<? extends @Nullable Tensor> gradTensors,
            GradOptions options) {
        Engine.backward(Values.of(tensors), Values.orNull(gradTensors), options.retainGraph(), options.createGraph());
    }

    /**
     * {@return a stretch in which this thread looks for the op whose gradient goes wrong, until it is closed} Every op remembers where it was
     * called, and a NaN in the result of its backward, which must run on this thread too, is an error that names op and call. For
     * debugging: each op costs a stack trace.
     *
     * {@snippet :
     * try (AnomalyGuard _ = Autograd.detectAnomaly()) {
     *     x.sub(1).sqrt().mul(0).sum().backward();   // names sqrt and this line where x is 1
     * }
     * }
     */
    public static AnomalyGuard detectAnomaly() {
        return detectAnomaly(true);
    }

    /** {@return the same; unless NaN is looked for, only exceptions of a backward are told with the call} */
    public static AnomalyGuard detectAnomaly(boolean checkNan) {
        return new AnomalyGuard(new Anomaly(checkNan));
    }

    /** {@return whether this thread remembers where ops were called} */
    public static boolean isAnomalyEnabled() {
        return Anomaly.current() != null;
    }

    /** {@return whether ops of this thread are recorded} */
    public static boolean isGradEnabled() {
        return GradMode.isEnabled();
    }

    /** {@return a stretch in which nothing is recorded on this thread, until it is closed} */
    public static GradGuard noGrad() {
        return setGradEnabled(false);
    }

    /** {@return a stretch in which ops are recorded on this thread, until it is closed} */
    public static GradGuard enableGrad() {
        return setGradEnabled(true);
    }

    /** {@return a stretch in which ops of this thread are recorded or not, until it is closed} */
    public static GradGuard setGradEnabled(boolean enabled) {
        return new GradGuard(enabled);
    }

    /** Runs an action without recording. */
    public static void noGrad(Runnable action) {
        try (GradGuard _ = noGrad()) {
            action.run();
        }
    }

    /** {@return what a function returns that is run without recording} */
    public static <T> T noGrad(Supplier<T> function) {
        try (GradGuard _ = noGrad()) {
            return function.get();
        }
    }

    /** {@return what a function returns whose ops are recorded} */
    public static <T> T enableGrad(Supplier<T> function) {
        try (GradGuard _ = enableGrad()) {
            return function.get();
        }
    }
}
