package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import java.util.SequencedMap;

/**
 * A second instance of a model whose parameters are averages of those that the model went through: equal ones (SWA: Izmailov et al. 2018,
 * arXiv:1803.05407) or fading ones (EMA: Polyak and Juditsky 1992).
 *
 * {@snippet :
 * var averaged = new AveragedModel(model, new Sequential(new Linear(4, 1)), AveragedModel.ema(0.999));
 * for (int i = 0; i < 100; i++) {
 *     step(x, y);
 *     averaged.updateParameters(model);
 * }
 * Tensor out = averaged.forward(x);
 * }
 */
public final class AveragedModel extends Layer {
    private final Layer module;
    private final Tensor count;
    private final AveragedOptions options;

    /**
     * An average that starts as the model is now.
     *
     * @param model the model
     * @param module another instance of the same architecture, which becomes the average
     */
    public AveragedModel(Module model, Layer module, AveragedOptions options) {
        this.count = registerBuffer("n_averaged", Tensor.of(0L));
        this.module = register("module", module);
        this.options = options;
        module.loadStateDict(model.stateDict());
    }

    /** {@return the equal average of all updates; buffers are those of the model} */
    public static AveragedOptions swa() {
        return new AveragedOptions(0, false);
    }

    /** {@return the fading average that keeps {@code decay} of itself at each update; buffers are those of the model} */
    public static AveragedOptions ema(double decay) {
        if (!(decay > 0 && decay < 1)) {
            throw new IllegalArgumentException("AveragedModel: Invalid decay value " + decay
                    + " provided. Please provide a value in [0,1] range.");
        }
        return new AveragedOptions(decay, false);
    }

    /** Takes the model's present parameters into the average; the first time they become the average. */
    public void updateParameters(Module model) {
        long updates = averaged();
        SequencedMap<String, Tensor> buffers = module.namedBuffers();
        SequencedMap<String, Tensor> present = model.stateDict();
        module.stateDict().forEach((name, average) -> {
            Tensor now = present.get(name);
            if (now == null) {
                throw new StateDictException(
                        "AveragedModel: the model has no " + name + ": both have one architecture");
            }
            boolean copied = updates == 0 || buffers.containsKey(name) && !options.useBuffers();
            update(average, now, copied, updates);
        });
        count.add_(1L);
    }

    private void update(Tensor average, Tensor now, boolean copied, long updates) {
        if (copied || !average.dtype().isFloatingPoint()) {
            average.copy_(now);
        } else {
            average.lerp_(now, options.decay() > 0 ? 1 - options.decay() : 1.0 / (updates + 1));
        }
    }

    /** {@return the number of updates} */
    public long averaged() {
        return count.to(DType.INT64).toLongArray()[0];
    }

    /** {@return the average itself} */
    public Layer module() {
        return module;
    }

    @Override
    public Tensor forward(Tensor input) {
        return module.forward(input);
    }
}
