package dev.vecgrad.ir;

import dev.vecgrad.type.DType;
import java.util.List;

/**
 * What is compiled, and the key of every kernel cache: one loop nest with its typed expressions, and for each operand how
 * it moves along the inner loop. No size, stride or scalar is part of it; those come with the {@link Launch}.
 *
 * <p>Forms:
 *
 * <ul>
 *   <li>{@link Space#MAP}: one stage without accumulators; {@code rowWrites} is empty.
 *   <li>{@link Space#INNER}: any number of stages. A stage may use accumulators of earlier stages and write each
 *       element of the row; {@code rowWrites} run once a row after the last stage and see accumulators, parameters and inputs
 *       whose access is {@link Access#ZERO}.
 *   <li>{@link Space#OUTER}: one stage, accumulators alone; {@code rowWrites} run once per kept element and see
 *       accumulators, parameters and inputs that do not move along the reduced dims.
 * </ul>
 *
 * <p>An output that a row write stores moves along the kept dims only (its reduced strides are 0). An output may be the
 * same memory as an input with the same strides: then an element is read before its stage writes it, earlier stages do not read it, and
 * later ones read what was written; otherwise outputs overlap nothing.
 *
 * @param space what happens to the dims
 * @param inputs the operands that are read, {@link Expr.Input} by index
 * @param params the dtypes of the scalars handed over at launch, {@link Expr.Param} by index
 * @param stages the passes, in order
 * @param rowWrites what is stored once a row
 * @param outputs the operands that are written
 */
public record KernelSpec(
        Space space,
        List<Operand> inputs,
        List<DType> params,
        List<Stage> stages,
        List<Write> rowWrites,
        List<Operand> outputs) {
    /** A kernel of these parts. */
    public KernelSpec {
        inputs = List.copyOf(inputs);
        params = List.copyOf(params);
        stages = List.copyOf(stages);
        rowWrites = List.copyOf(rowWrites);
        outputs = List.copyOf(outputs);
    }

    /** {@return all expressions of the kernel: accumulated, written, and written once a row} */
    public List<Expr> roots() {
        java.util.ArrayList<Expr> roots = new java.util.ArrayList<>();
        for (Stage stage : stages) {
            stage.accumulators().forEach(a -> roots.addAll(a.values()));
            stage.writes().forEach(w -> roots.add(w.value()));
        }
        rowWrites.forEach(w -> roots.add(w.value()));
        return roots;
    }
}
