package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Cell;
import dev.vecgrad.core.GradMode;
import dev.vecgrad.core.HostArrays;
import dev.vecgrad.core.Value;
import dev.vecgrad.exec.Launcher;
import dev.vecgrad.graph.Alignment;
import dev.vecgrad.graph.Arguments;
import dev.vecgrad.graph.Definition;
import dev.vecgrad.graph.LibraryFunction;
import dev.vecgrad.graph.Term;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Loss functions. Each is one kernel forward, two where rows are averaged, and one backward. */
public final class LossFunctions {
    private static final double NONE_IGNORED = Long.MIN_VALUE;

    private LossFunctions() {}

    /**
     * {@return binary cross entropy of logits and probabilities of the same shape}
     *
     * @param weight a factor for each element, broadcast; null for none
     * @param posWeight a factor for the positive part, broadcast; null for none
     * @throws ShapeException if the shapes differ
     */
    public static Value bceWithLogits(
            Value input, Value target, @Nullable Value weight, @Nullable Value posWeight, LossReduction reduction) {
        if (!input.shape().equals(target.shape())) {
            throw new ShapeException("binary_cross_entropy_with_logits: Target size (" + target.shape()
                    + ") must be the same as input size (" + input.shape() + "): reshape one of them");
        }
        List<Value> operands = new ArrayList<>(List.of(input, target));
        addIfPresent(operands, weight);
        addIfPresent(operands, posWeight);
        LibraryFunction function = ElementLosses.bceWithLogits(reduction, weight != null, posWeight != null);
        return elementwise("binary_cross_entropy_with_logits", function, reduction, input.shape(), operands);
    }

    /** {@return the squared difference, broadcast} */
    public static Value mse(Value input, Value target, LossReduction reduction) {
        return difference("mse_loss", ElementLosses.mse(reduction), input, target, reduction);
    }

    /** {@return the absolute difference, broadcast} */
    public static Value l1(Value input, Value target, LossReduction reduction) {
        return difference("l1_loss", ElementLosses.l1(reduction), input, target, reduction);
    }

    /** {@return half the squared difference up to {@code delta}, {@code delta (|d| - delta / 2)} beyond, broadcast} */
    public static Value huber(Value input, Value target, LossReduction reduction, double delta) {
        requirePositive("huber_loss", "delta", delta, delta > 0);
        return difference("huber_loss", ElementLosses.huber(reduction), input, target, reduction, new Cell(delta));
    }

    /** {@return {@code d^2 / (2 beta)} below {@code beta}, {@code |d| - beta / 2} beyond, broadcast} */
    public static Value smoothL1(Value input, Value target, LossReduction reduction, double beta) {
        requirePositive("smooth_l1_loss", "beta", beta, beta >= 0);
        if (beta == 0) {
            return l1(input, target, reduction);
        }
        return difference(
                "smooth_l1_loss", ElementLosses.smoothL1(reduction), input, target, reduction, new Cell(beta));
    }

    private static void requirePositive(String op, String name, double value, boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException(
                    op + ": does not support negative values for " + name + ": " + name + " is " + value);
        }
    }

    /**
     * {@return cross entropy of logits, {@code [classes]}, {@code [samples, classes]} or with more dims behind}
     *
     * @param target class numbers (int64 or int32), of the shape without classes, or probabilities of the logits' shape
     * @param weight a factor for each class, null for none; a constant where the target has class numbers
     * @param ignoreIndex the label of samples that do not count
     * @param labelSmoothing the share of a uniform distribution in the target, from 0 to 1
     * @throws AutogradException if weight requires a gradient it cannot have
     * @throws IndexException if a label names no class
     * @throws ShapeException if the shapes do not fit
     */
    public static Value crossEntropy(
            Value input,
            Value target,
            @Nullable Value weight,
            LossReduction reduction,
            long ignoreIndex,
            double labelSmoothing) {
        if (labelSmoothing < 0 || labelSmoothing > 1) {
            throw new IllegalArgumentException("cross_entropy_loss: label_smoothing must be between 0.0 and 1.0. Got: "
                    + labelSmoothing + ": it is the share of the uniform distribution");
        }
        requireClasses("cross_entropy", input, weight);
        ClassLosses.Options options =
                new ClassLosses.Options(reduction, weight != null, labelSmoothing > 0, input.rank() > 2);
        Cell[] cells = {new Cell(ignoreIndex), new Cell(labelSmoothing)};
        if (target.dtype().isFloatingPoint()) {
            return probabilities(ClassLosses.probabilities(options), input, target, weight, reduction, cells);
        }
        return labels("cross_entropy", ClassLosses.labels(options), input, target, weight, reduction, cells);
    }

    /**
     * {@return the negative log likelihood of labels}
     *
     * @param input log probabilities, {@code [classes]}, {@code [samples, classes]} or with more dims behind
     * @param target class numbers (int64 or int32), of the shape without classes
     * @param weight a factor for each class, a constant, null for none
     * @param ignoreIndex the label of samples that do not count
     * @throws AutogradException if weight requires a gradient
     * @throws IndexException if a label names no class
     * @throws ShapeException if the shapes do not fit
     */
    public static Value nll(
            Value input, Value target, @Nullable Value weight, LossReduction reduction, long ignoreIndex) {
        requireClasses("nll_loss", input, weight);
        ClassLosses.Options options = new ClassLosses.Options(reduction, weight != null, false, input.rank() > 2);
        Cell[] cells = {new Cell(ignoreIndex)};
        return labels("nll_loss", ClassLosses.nll(options), input, target, weight, reduction, cells);
    }

    /** {@return {@link MarginLosses#multiMargin}, whose arguments were checked} */
    static Value multiMargin(
            Value input, Value target, int p, double margin, @Nullable Value weight, LossReduction reduction) {
        requireClasses("multi_margin_loss", input, weight);
        ClassLosses.Options options = new ClassLosses.Options(reduction, weight != null, false, false);
        Cell[] cells = {new Cell(NONE_IGNORED), new Cell(margin)};
        return labels(
                "multi_margin_loss", ClassLosses.margin(options, p == 2), input, target, weight, reduction, cells);
    }

    // ---- elementwise losses

    private static Value difference(
            String op, LibraryFunction function, Value input, Value target, LossReduction reduction, Cell... cells) {
        Shape shape = Shape.broadcast(op, input.shape(), target.shape());
        return elementwise(op, function, reduction, shape, List.of(input, target), cells);
    }

    /** {@return a loss of operands that broadcast to {@code shape}} */
    static Value elementwise(
            String op,
            LibraryFunction function,
            LossReduction reduction,
            Shape shape,
            List<Value> operands,
            Cell... cells) {
        return function.applySingle(elements(op, reduction, shape, operands), false, cells);
    }

    /** {@return operands of one dtype that broadcast to {@code shape}, all of which is one row unless nothing is reduced} */
    static Arguments elements(String op, LossReduction reduction, Shape shape, List<Value> operands) {
        requireToFit(op, shape, operands);
        int[] roles = new int[shape.rank()];
        Arrays.fill(roles, reduction == LossReduction.NONE ? LibraryFunction.KEPT : LibraryFunction.ROW);
        return Arguments.broadcast(shape.toArray(), roles, oneDType(op, operands));
    }

    /** Requires that operands broadcast to {@code shape}. */
    static void requireToFit(String op, Shape shape, List<Value> operands) {
        for (Value operand : operands) {
            if (!Shape.broadcast(op, shape, operand.shape()).equals(shape)) {
                throw new ShapeException(op + ": The expanded size of the tensor must match the existing size: "
                        + operand.shape() + " does not broadcast to the shape of the input, " + shape);
            }
        }
    }

    /** {@return operands in their common dtype, which must be floating} */
    static Value[] oneDType(String op, List<Value> operands) {
        DType common = operands.getFirst().dtype();
        for (Value operand : operands) {
            common = DType.promote(common, operand.dtype());
        }
        Floating.require(op, op, common);
        Value[] values = operands.toArray(Value[]::new);
        for (int i = 0; i < values.length; i++) {
            values[i] = Arithmetic.cast(values[i], common);
        }
        return values;
    }

    static void requireSameShape(String op, Value input, Value target) {
        if (!input.shape().equals(target.shape())) {
            throw new ShapeException(op + ": inconsistent target size: " + target.shape() + " for input of size: "
                    + input.shape() + ": both have the same shape");
        }
    }

    /** Throws unless all labels name one of {@code classes}. */
    static void requireClasses(String op, Value labels, long classes) {
        for (long label : HostArrays.longs(Arithmetic.contiguous(labels))) {
            if (label < 0 || label >= classes) {
                throw new IndexException(op + ": target out of range: Target " + label
                        + " is out of bounds.: labels are from 0 to " + (classes - 1));
            }
        }
    }

    // ---- losses of rows

    /** {@return the name that PyTorch gives the node of a loss that it composes} */
    static String reducedName(String none, LossReduction reduction) {
        return switch (reduction) {
            case NONE -> none;
            case MEAN -> "MeanBackward0";
            case SUM -> "SumBackward0";
        };
    }

    /** {@return the roles of dims of which the last {@code rows} are a row, the others samples} */
    static int[] rowRoles(int rank, int rows, LossReduction reduction) {
        int[] roles = new int[rank];
        Arrays.fill(roles, reduction == LossReduction.NONE ? LibraryFunction.KEPT : LibraryFunction.BATCH);
        Arrays.fill(roles, rank - rows, rank, LibraryFunction.ROW);
        return roles;
    }

    /** Makes the losses of rows a result, reduced along the batch. */
    static void reduceBatch(Definition f, LossReduction reduction, Term rows) {
        int batch = f.dims(LibraryFunction.BATCH);
        Term result = switch (reduction) {
            case NONE -> rows;
            case SUM -> rows.sum(batch);
            case MEAN -> rows.sum(batch).div(f.extent(batch, rows.dtype()));
        };
        f.result(result, f.dims(LibraryFunction.KEPT));
    }

    private static void addIfPresent(List<Value> operands, @Nullable Value operand) {
        if (operand != null) {
            operands.add(operand);
        }
    }

    // ---- losses over classes

    private static int classDim(Value input) {
        return input.rank() == 1 ? 0 : 1;
    }

    private static void requireClasses(String op, Value input, @Nullable Value weight) {
        Floating.require(op, op, input.dtype());
        if (input.rank() == 0) {
            throw new ShapeException(op + ": input tensor should be 1D or 2D: a scalar has no dim of classes");
        }
        long classes = input.shape().size(classDim(input));
        if (weight != null && (weight.rank() != 1 || weight.numel() != classes)) {
            throw new ShapeException(op + ": weight tensor should be defined either for all " + classes
                    + " classes or no classes but got weight tensor of shape: " + weight.shape()
                    + ": it has one number a class");
        }
    }

    private static int[] roles(Value input, LossReduction reduction) {
        int[] roles = new int[input.rank()];
        Arrays.fill(roles, reduction == LossReduction.NONE ? LibraryFunction.KEPT : LibraryFunction.BATCH);
        roles[classDim(input)] = LibraryFunction.ROW;
        return roles;
    }

    private static Arguments arguments(
            Value input, Value target, Alignment alignment, @Nullable Value weight, LossReduction reduction) {
        int rank = input.rank();
        List<Alignment> alignments = new ArrayList<>(List.of(Alignment.trailing(rank, rank), alignment));
        List<Value> operands = new ArrayList<>(List.of(input, target));
        if (weight != null) {
            int[] own = new int[rank];
            Arrays.fill(own, Alignment.NONE);
            own[classDim(input)] = 0;
            alignments.add(Alignment.of(own));
            operands.add(Arithmetic.cast(weight, input.dtype()));
        }
        long[] sizes = input.shape().toArray();
        return Arguments.aligned(
                sizes, roles(input, reduction), alignments.toArray(Alignment[]::new), operands.toArray(Value[]::new));
    }

    private static Value probabilities(
            LibraryFunction function,
            Value input,
            Value target,
            @Nullable Value weight,
            LossReduction reduction,
            Cell[] cells) {
        if (!input.shape().equals(target.shape())) {
            throw new ShapeException("cross_entropy: input and target must have the same shape for probabilities: "
                    + input.shape() + " and " + target.shape() + ": class numbers are integers");
        }
        Value cast = Arithmetic.cast(target, input.dtype());
        Alignment same = Alignment.trailing(input.rank(), input.rank());
        return function.applySingle(arguments(input, cast, same, weight, reduction), false, cells);
    }

    private static Value labels(
            String op,
            LibraryFunction function,
            Value input,
            Value target,
            @Nullable Value weight,
            LossReduction reduction,
            Cell[] cells) {
        requireLabels(op, input, target);
        requireConstant(op, weight);
        int classes = classDim(input);
        int[] own = new int[input.rank()];
        for (int d = 0; d < own.length; d++) {
            own[d] = d == classes ? Alignment.NONE : d < classes ? d : d - 1;
        }
        Value[] results = function.apply(arguments(input, target, Alignment.of(own), weight, reduction), false, cells);
        requireNoneOutside(op, results[1], target, input.shape().size(classes), (long) cells[0].get());
        return results[0];
    }

    private static void requireConstant(String op, @Nullable Value weight) {
        if (weight != null && weight.requiresGrad() && GradMode.isEnabled()) {
            throw new AutogradException(op + ": the derivative for 'weight' is not implemented: with labels the weights"
                    + " of classes are constants: pass weight.detach()");
        }
    }

    private static void requireLabels(String op, Value input, Value target) {
        if (!target.dtype().isIntegral()) {
            throw new DTypeException(op + ": expected scalar type Long but found " + target.dtype()
                    + ": labels are class numbers, int64 or int32");
        }
        int classes = classDim(input);
        long[] sizes = input.shape().toArray();
        long[] expected = new long[sizes.length - 1];
        for (int d = 0; d < expected.length; d++) {
            expected[d] = sizes[d < classes ? d : d + 1];
        }
        if (!target.shape().equals(Shape.of(expected))) {
            throw new ShapeException(shapeMessage(op, input, target, Shape.of(expected)));
        }
    }

    private static String shapeMessage(String op, Value input, Value target, Shape expected) {
        String rule = ": for an input of shape " + input.shape() + " the target has shape " + expected;
        if (input.rank() > 1
                && target.rank() > 0
                && input.shape().size(0) != target.shape().size(0)) {
            return op + ": Expected input batch_size (" + input.shape().size(0) + ") to match target batch_size ("
                    + target.shape().size(0) + ")." + rule;
        }
        return op + ": size mismatch (got input: " + input.shape() + ", target: " + target.shape() + ")" + rule;
    }

    private static void requireNoneOutside(String op, Value outside, Value target, long classes, long ignoreIndex) {
        Launcher.check(
                new LabelCheck(op, classes, ignoreIndex),
                List.of(outside.region(), target.region()),
                outside.storage(),
                target.storage());
    }
}
