package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.ShapeException;

/** {@link Norms#instanceNorm}: outside training by the running statistics, if they are kept, else by those of each sample. */
abstract sealed class InstanceNorm extends ChannelNorm permits InstanceNorm1d, InstanceNorm2d {
    static final BatchNormOptions DEFAULTS = new BatchNormOptions(1e-5, 0.1, false, true, false, DType.FLOAT32);

    private final int least;
    private final int most;

    InstanceNorm(long numFeatures, BatchNormOptions options, int least, int most) {
        super(numFeatures, options);
        this.least = least;
        this.most = most;
    }

    @Override
    public final Tensor forward(Tensor input) {
        requireDims(input, least, most);
        Tensor batch = input.dim() == most ? input : input.unsqueeze(0);
        if (choices().affine() && batch.size(1) != numFeatures()) {
            throw new ShapeException(name() + ": expected input's size at dim=" + (input.dim() - most + 1)
                    + " to match num_features (" + numFeatures() + "), but got: " + batch.size(1) + ".");
        }
        Double momentum = choices().momentum();
        Tensor out = Norms.instanceNorm(
                batch,
                running(),
                weight(),
                bias(),
                isTraining() || running() == null,
                momentum == null ? 0 : momentum,
                choices().eps());
        return input.dim() == most ? out : out.squeeze(0);
    }
}
