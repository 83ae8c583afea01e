package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Cell;
import dev.vecgrad.core.GradMode;
import dev.vecgrad.type.AutogradException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Keeps gradients from becoming too large, between backward and an optimiser's step. PyTorch's torch.nn.utils.clip_grad. */
public final class Clipping {
    private static final double EPS = 1e-6;

    private Clipping() {}

    /** Scales all gradients alike if their 2-norm, taken as one vector, is above {@code maxNorm}. {@return the norm before} */
    public static Tensor clipGradNorm_(List<? extends Tensor> parameters, double maxNorm) {
        return clipGradNorm_(parameters, maxNorm, 2, false);
    }

    /** The same with a limit that may change between the calls of a compiled step. */
    public static Tensor clipGradNorm_(List<? extends Tensor> parameters, Cell maxNorm) {
        return clipGradNorm_(parameters, norm -> Tensor.scalar(maxNorm, norm.dtype()), 2, false);
    }

    /**
     * The same for any norm.
     *
     * @param normType the norm's order; infinity for the greatest magnitude
     * @param errorIfNonfinite whether a norm that is NaN or infinite is an error; otherwise the gradients are scaled by it
     * @throws AutogradException if that is asked for and the norm is not finite; then nothing is changed
     */
    public static Tensor clipGradNorm_(
            List<? extends Tensor> parameters, double maxNorm, double normType, boolean errorIfNonfinite) {
        return clipGradNorm_(parameters, norm -> Tensor.scalar(maxNorm, norm.dtype()), normType, errorIfNonfinite);
    }

    private static Tensor clipGradNorm_(
            List<? extends Tensor> parameters,
            UnaryOperator<Tensor> maxNorm,
            double normType,
            boolean errorIfNonfinite) {
        return unrecorded(() -> {
            List<Tensor> gradients = gradients(parameters);
            Tensor norm = totalNorm(gradients, normType, errorIfNonfinite);
            if (!gradients.isEmpty()) {
                Tensor factor =
                        norm.add(EPS).reciprocal().mul(maxNorm.apply(norm)).clampMax(1);
                gradients.forEach(gradient -> gradient.mul_(factor.to(gradient.dtype())));
            }
            return norm;
        });
    }

    /** Clips every element of every gradient to {@code [-clipValue, clipValue]}. */
    public static void clipGradValue_(List<? extends Tensor> parameters, double clipValue) {
        var _ = unrecorded(() -> {
            List<Tensor> gradients = gradients(parameters);
            gradients.forEach(gradient -> gradient.clamp_(-clipValue, clipValue));
            return gradients;
        });
    }

    /** The same with a limit that may change between the calls of a compiled step. */
    public static void clipGradValue_(List<? extends Tensor> parameters, Cell clipValue) {
        var _ = unrecorded(() -> {
            List<Tensor> gradients = gradients(parameters);
            for (Tensor gradient : gradients) {
                Tensor limit = Tensor.scalar(clipValue, gradient.dtype());
                gradient.clamp_(limit.neg(), limit);
            }
            return gradients;
        });
    }

    /** {@return the 2-norm of all tensors' elements taken as one vector, a scalar; 0 if there is none} */
    public static Tensor totalNorm(List<? extends Tensor> tensors) {
        return totalNorm(tensors, 2, false);
    }

    /** {@return the same for any norm; as {@link #clipGradNorm_(List, double, double, boolean)}} Not recorded. */
    public static Tensor totalNorm(List<? extends Tensor> tensors, double normType, boolean errorIfNonfinite) {
        if (tensors.isEmpty()) {
            return Tensor.of(0.0);
        }
        Tensor total = unrecorded(() -> norm(tensors, normType));
        if (errorIfNonfinite && !total.isfinite().itemBoolean()) {
            throw new AutogradException("clipGradNorm: The total norm of order " + normType + " for gradients from"
                    + " `parameters` is non-finite, so it cannot be clipped: it is " + total.item()
                    + "; say errorIfNonfinite false to scale the gradients by it anyway");
        }
        return total;
    }

    private static Tensor norm(List<? extends Tensor> tensors, double normType) {
        List<Tensor> norms = new ArrayList<>();
        for (Tensor tensor : tensors) {
            norms.add(tensor.norm(normType));
        }
        return Tensor.stack(norms, 0).norm(normType);
    }

    private static List<Tensor> gradients(List<? extends Tensor> parameters) {
        List<Tensor> found = new ArrayList<>();
        for (Tensor parameter : parameters) {
            Tensor gradient = parameter.grad();
            if (gradient != null) {
                found.add(gradient);
            }
        }
        return found;
    }

    private static <T> T unrecorded(Supplier<T> action) {
        boolean before = GradMode.set(false);
        try {
            return action.get();
        } finally {
            boolean _ = GradMode.set(before);
        }
    }
}
