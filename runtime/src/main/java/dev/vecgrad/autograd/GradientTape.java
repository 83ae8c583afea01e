package dev.vecgrad.autograd;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.GradMode;
import dev.vecgrad.core.Tape;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.ShapeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Automatic differentiation with TensorFlow's manners: what happens while the tape records can be differentiated by what it watches.
 * TensorFlow's tf.GradientTape.
 *
 * {@snippet :
 * Variable w = new Variable(2.0);
 * GradientTape tape = new GradientTape();
 * Tensor cube;
 * try (tape) {
 *     cube = w.pow(3);
 * }
 * Tensor slope = tape.gradient(cube, w);   // 12
 * }
 *
 * <p>A tape watches {@link Variable}s and leaves that require a gradient, e.g. a module's parameters, by itself, and other tensors when told
 * to. Watching does not show in a tensor, nor does being recorded: outside of tapes it requires no gradient, has no history, and what is made
 * of it is not recorded. No {@code grad()} is changed.
 *
 * <p>It records ops of the thread that made it, from then on until it is closed, also inside {@code noGrad}, but not what is in a
 * {@code noGrad} inside it. Tapes nest: while an outer one records, gradients by an inner one are recorded too, so that they can be
 * differentiated. The engine and the graph are those of {@link Autograd}; an op whose inputs require a gradient besides is in both, and
 * {@code backward} leaves to a tape what it has recorded.
 *
 * <p>What was recorded is let go of with the first gradient, or, if the tape is {@linkplain GradientTapeOptions#persistent persistent}, when
 * the results are unreachable. Reading a saved tensor that was assigned to since is an error.
 */
public final class GradientTape implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(GradientTape.class.getName());
    private static final String SPENT =
            "A non-persistent GradientTape can only be used to compute one set of gradients (or jacobians)";

    private final GradientTapeOptions options;
    private final Thread owner = Thread.currentThread();
    private final boolean gradModeBefore;
    private Tape tape;
    private boolean recording;
    private boolean closed;
    private boolean spent;

    /** A tape that records from now on and can be asked for gradients once. */
    public GradientTape() {
        this(options());
    }

    /** A tape that records from now on. */
    public GradientTape(GradientTapeOptions options) {
        this.options = options;
        this.tape = new Tape(options.watchAccessedVariables());
        this.gradModeBefore = GradMode.set(true);
        record();
    }

    /** {@return to be asked once, watching variables by itself} */
    public static GradientTapeOptions options() {
        return new GradientTapeOptions(false, true);
    }

    private void record() {
        tape.start();
        recording = true;
    }

    private void pause() {
        if (recording) {
            checkOwner("stop");
            tape.stop();
            recording = false;
        }
    }

    private void checkOwner(String method) {
        if (!Thread.currentThread().equals(owner)) {
            throw new IllegalStateException("GradientTape." + method + ": called on thread '"
                    + Thread.currentThread().getName() + "': a tape records the thread that made it ('"
                    + owner.getName() + "')");
        }
    }

    /**
     * Watches a tensor: what is made of it from now on is recorded.
     *
     * @throws AutogradException if its dtype is not floating point
     * @throws IllegalStateException if the tape is not recording
     */
    public void watch(Tensor tensor) {
        if (!recording) {
            throw new IllegalStateException("GradientTape.watch: Tape is not recording: it was closed or stopped");
        }
        if (!tensor.dtype().isFloatingPoint()) {
            throw new AutogradException(
                    "watch: The dtype of the watched tensor must be floating (e.g. float32), got " + tensor.dtype());
        }
        checkOwner("watch");
        tape.watch(tensor.value());
    }

    /** Watches several tensors. */
    public void watch(List<? extends Tensor> tensors) {
        tensors.forEach(this::watch);
    }

    /**
     * {@return the gradient of the sum of {@code target} with respect to {@code source}; null if the tape knows no way between them}
     *
     * @throws IllegalStateException if the tape is not persistent and was asked before
     */
    public @Nullable Tensor gradient(Tensor target, Tensor source) {
        return gradient(target, List.of(source)).getFirst();
    }

    /** {@return the same with a choice of what stands for a missing gradient} */
    public @Nullable Tensor gradient(Tensor target, Tensor source, UnconnectedGradients unconnected) {
        return gradient(List.of(target), List.of(source), null, unconnected).getFirst();
    }

    /** {@return the gradients with respect to several sources, in their order} */
    public List<@Nullable Tensor> gradient(Tensor target, List<? extends Tensor> sources) {
        return gradient(List.of(target), sources, null, UnconnectedGradients.NONE);
    }

    /** {@return the gradients of the sum of all targets} */
    public List<@Nullable Tensor> gradient(List<? extends Tensor> targets, List<? extends Tensor> sources) {
        return gradient(targets, sources, null, UnconnectedGradients.NONE);
    }

    /**
     * {@return the gradients of the targets with respect to each source, in their order}
     *
     * @param targets what is differentiated, of any shapes; their gradients are added
     * @param sources by what
     * @param outputGradients the targets' own gradients, each of its target's shape; a null list or element stands for ones
     * @param unconnected what stands for the gradient of a source that no target depends on as far as the tape has recorded
     * @throws IllegalStateException if the tape is not persistent and was asked before
     * @throws ShapeException if an output gradient does not have its target's shape
     */
    public List<@Nullable Tensor> gradient(
            List<? extends Tensor> targets,
            List<? extends Tensor> sources,
            @Nullable List<? extends @Nullable Tensor> outputGradients,
            UnconnectedGradients unconnected) {
        checkOutputGradients(targets, outputGradients);
        use();
        return found(sources, collect(targets, sources, outputGradients, options.persistent()), unconnected);
    }

    private static void checkOutputGradients(
            List<? extends Tensor> targets, @Nullable List<? extends @Nullable Tensor> given) {
        if (given == null) {
            return;
        }
        if (given.size() != targets.size()) {
            throw new AutogradException("gradient: got " + targets.size() + " targets and " + given.size()
                    + " output gradients: each target needs one");
        }
        for (int i = 0; i < given.size(); i++) {
            Tensor gradient = given.get(i);
            if (gradient != null && !gradient.shape().equals(targets.get(i).shape())) {
                throw new ShapeException("gradient: the output gradient at index " + i + " has shape "
                        + gradient.shape() + " and its target " + targets.get(i).shape() + ": they must be equal");
            }
        }
    }

    /* A tape that is asked while it records stops if this was the only time, so that it does not record its own gradient. */
    private void use() {
        if (spent) {
            throw new IllegalStateException(SPENT);
        }
        if (!options.persistent()) {
            pause();
            spent = true;
        } else if (recording) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "gradient: a persistent GradientTape that is asked while it records records its own gradient:"
                            + " ask it after it was closed unless that gradient is to be differentiated");
        }
    }

    private @Nullable Value[] collect(
            List<? extends Tensor> targets,
            List<? extends Tensor> sources,
            @Nullable List<? extends @Nullable Tensor> outputGradients,
            boolean retain) {
        try {
            return tape.gradients(
                    Values.of(targets),
                    Values.of(sources),
                    Values.orNull(outputGradients),
                    retain,
                    Tape.isAnyRunning() && GradMode.isEnabled());
        } finally {
            if (!retain) {
                tape.spend();
            }
        }
    }

    private static List<@Nullable Tensor> found(
            List<? extends Tensor> sources, @Nullable Value[] gradients, UnconnectedGradients unconnected) {
        List<@Nullable Tensor> result = new ArrayList<>();
        for (int i = 0; i < gradients.length; i++) {
            Value gradient = gradients[i];
            result.add(gradient == null ? missing(sources.get(i), unconnected) : new Tensor(gradient));
        }
        return Collections.unmodifiableList(result);
    }

    private static @Nullable Tensor missing(Tensor source, UnconnectedGradients unconnected) {
        return switch (unconnected) {
            case NONE -> null;
            case ZERO -> Tensor.zeros(source.shape().toArray(), source.dtype());
        };
    }

    /**
     * {@return the derivative of every element of {@code target} by every element of {@code source}, of the target's shape followed by the
     * source's; null if the tape knows no way between them} Cost: a backward pass for each element of the target.
     *
     * @throws IllegalStateException if the tape is not persistent and was asked before
     */
    public @Nullable Tensor jacobian(Tensor target, Tensor source) {
        return jacobian(target, List.of(source)).getFirst();
    }

    /** {@return the same for several sources, in their order} */
    public List<@Nullable Tensor> jacobian(Tensor target, List<? extends Tensor> sources) {
        use();
        try {
            return Jacobians.of(
                    target,
                    sources,
                    start -> found(
                            sources,
                            collect(List.of(target), sources, List.of(start), true),
                            UnconnectedGradients.NONE));
        } finally {
            if (!options.persistent()) {
                tape.spend();
            }
        }
    }

    /**
     * {@return a stretch in which this tape does not record, until it is closed; other tapes do}
     *
     * @throws IllegalStateException if the tape is not recording
     */
    public Pause stopRecording() {
        if (!recording) {
            throw new IllegalStateException(
                    "GradientTape.stopRecording: Trying to stop recording a tape which is not recording.");
        }
        pause();
        return new Pause(this);
    }

    /**
     * Forgets all that was recorded and watched and begins anew.
     *
     * @throws IllegalStateException if the tape is closed
     */
    public void reset() {
        checkOwner("reset");
        if (closed) {
            throw new IllegalStateException("GradientTape.reset: Tape is not recording: it was closed");
        }
        pause();
        tape.spend();
        tape = new Tape(options.watchAccessedVariables());
        spent = false;
        record();
    }

    /** Ends the recording. Closing again does nothing. */
    @Override
    public void close() {
        if (!closed) {
            checkOwner("close");
            pause();
            closed = true;
            boolean _ = GradMode.set(gradModeBefore);
        }
    }

    /** A stretch in which a tape does not record. */
    public static final class Pause implements AutoCloseable {
        private final GradientTape paused;

        private Pause(GradientTape paused) {
            this.paused = paused;
        }

        /** Lets the tape record again, unless it was closed or used up meanwhile. */
        @Override
        public void close() {
            if (!paused.recording && !paused.closed && !paused.spent) {
                paused.record();
            }
        }
    }
}
