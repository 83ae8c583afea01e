package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.VecgradException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Changes the learning rates of an optimiser's groups as training goes on. Call {@link #step()} after the optimiser's step, once an epoch or once a
 * batch as the schedule is meant.
 *
 * <p>As in PyTorch most schedules say how the present rate becomes the next one, so that several can act on one optimiser. Making a schedule sets the
 * rates of epoch 0.
 *
 * {@snippet :
 * var schedule = new CosineAnnealingLR(sgd, 30);
 * for (int epoch = 0; epoch < 30; epoch++) {
 *     step(x, y);
 *     schedule.step();
 * }
 * }
 */
public abstract class LRScheduler {
    private static final String LAST_EPOCH = "last_epoch";
    private static final String BASE_LRS = "base_lrs";
    private static final String LAST_LR = "_last_lr";

    private final Optimizer<?> optimizer;
    private final List<? extends ParameterGroup<?>> groups;
    private final double[] baseLrs;
    private double[] lastLr;
    private int lastEpoch = -1;

    /** A schedule that has not begun; {@link #begin} is to be called when it knows all its choices. */
    LRScheduler(Optimizer<?> optimizer) {
        this.optimizer = optimizer;
        groups = List.copyOf(optimizer.groups());
        baseLrs = groups.stream().mapToDouble(ParameterGroup::initialLr).toArray();
        lastLr = rates();
    }

    /** {@return whether it changes the rates of this optimiser} */
    final boolean isOf(Optimizer<?> other) {
        return optimizer == other;
    }

    /** Sets the rates of epoch 0. */
    void begin() {
        lastEpoch = 0;
        setRates(initial());
    }

    /** {@return the rates of epoch 0, made of the present ones} */
    double[] initial() {
        return rates();
    }

    /** {@return the rates of epoch 0 for an optimiser that went through other schedules before} */
    double[] again() {
        return baseLrs.clone();
    }

    /** {@return the rates of the epoch that has begun, made of the present ones} */
    abstract double[] next();

    /** Goes to the next epoch and sets its rates. */
    public void step() {
        lastEpoch++;
        setRates(lastEpoch == 0 ? initial() : next());
    }

    /** Goes to epoch 0, as a schedule does that follows another one. */
    void restart() {
        lastEpoch = 0;
        setRates(again());
    }

    /** Takes back what making the schedule did, but for the rates. */
    void undo() {
        lastEpoch--;
    }

    final void lastEpoch(int epoch) {
        lastEpoch = epoch;
    }

    /** Sets the groups' rates. */
    final void setRates(double[] rates) {
        for (int i = 0; i < rates.length; i++) {
            groups.get(i).setNumber("lr", rates[i]);
        }
        lastLr = rates.clone();
    }

    /** {@return the groups' present rates} */
    final double[] rates() {
        return groups.stream().mapToDouble(group -> group.number("lr")).toArray();
    }

    /** {@return the present rates times a factor} */
    final double[] scaled(double factor) {
        double[] rates = rates();
        for (int i = 0; i < rates.length; i++) {
            rates[i] *= factor;
        }
        return rates;
    }

    /** {@return the first rates times a factor} */
    final double[] ofBase(double factor) {
        double[] rates = baseLrs.clone();
        for (int i = 0; i < rates.length; i++) {
            rates[i] *= factor;
        }
        return rates;
    }

    final List<? extends ParameterGroup<?>> groups() {
        return groups;
    }

    final double baseLr(int group) {
        return baseLrs[group];
    }

    /** {@return the rates that were last set, one a group} */
    public final double[] getLastLr() {
        return lastLr.clone();
    }

    /** {@return the number of the present epoch, from 0} */
    public final int lastEpoch() {
        return lastEpoch;
    }

    /** {@return what it needs to go on later, as tensors by PyTorch's names where it has them; the rates themselves are the optimiser's state} */
    public SequencedMap<String, Tensor> stateDict() {
        SequencedMap<String, Tensor> state = new LinkedHashMap<>();
        state.put(LAST_EPOCH, scalar(lastEpoch));
        state.put(BASE_LRS, Tensor.of(baseLrs));
        state.put(LAST_LR, Tensor.of(lastLr));
        return state;
    }

    /**
     * Goes on from a state of a schedule of this kind.
     *
     * @throws VecgradException if something is missing or the number of groups differs
     */
    public void loadStateDict(Map<String, Tensor> state) {
        double[] bases = found(state, BASE_LRS).toDoubleArray();
        double[] rates = found(state, LAST_LR).toDoubleArray();
        if (bases.length != baseLrs.length || rates.length != baseLrs.length) {
            throw new VecgradException("loadStateDict: loaded state dict does not fit: it is of " + bases.length
                    + " groups: the optimiser has " + baseLrs.length);
        }
        lastEpoch = (int) number(state, LAST_EPOCH);
        System.arraycopy(bases, 0, baseLrs, 0, bases.length);
        lastLr = rates;
    }

    static double number(Map<String, Tensor> state, String name) {
        return found(state, name).item();
    }

    static Tensor scalar(double number) {
        return Tensor.scalar(number, DType.FLOAT64);
    }

    private static Tensor found(Map<String, Tensor> state, String name) {
        Tensor tensor = state.get(name);
        if (tensor == null) {
            throw new VecgradException("loadStateDict: loaded state dict does not fit: it has no " + name);
        }
        return tensor;
    }
}
