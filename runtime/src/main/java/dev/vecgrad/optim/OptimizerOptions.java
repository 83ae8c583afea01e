package dev.vecgrad.optim;

import java.util.Map;
import java.util.SequencedMap;

/**
 * The choices of an optimiser, which can change between steps.
 *
 * @param <O> the options themselves
 */
public interface OptimizerOptions<O> {
    /** {@return all choices by PyTorch's names, truth as 1} */
    SequencedMap<String, Double> numbers();

    /** {@return options with these numbers, which are all there are} */
    O with(Map<String, Double> numbers);
}
