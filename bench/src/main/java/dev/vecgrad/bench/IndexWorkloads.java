package dev.vecgrad.bench;

import dev.vecgrad.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** Reading and writing by indices: an index for each element, and whole rows of a table, as embeddings are read and their gradients added. */
final class IndexWorkloads {
    private static final int ROWS = 4096;
    private static final int COLUMNS = 1000;
    private static final int WORDS = 50_000;
    private static final int WIDTH = 256;

    private IndexWorkloads() {}

    static Stream<Workload> all() {
        return Stream.of(
                new Workload("gather/" + ROWS + "x" + COLUMNS, () -> {
                    Operands operands = new Operands();
                    Tensor x = operands.normal(ROWS, COLUMNS);
                    Tensor index = places(operands);
                    return new TensorStep(() -> x.gather(1, index));
                }),
                new Workload("scatter_add/" + ROWS + "x" + COLUMNS, () -> {
                    Operands operands = new Operands();
                    Tensor x = operands.normal(ROWS, COLUMNS);
                    Tensor source = operands.normal(ROWS, COLUMNS);
                    Tensor index = places(operands);
                    return new TensorStep(() -> x.scatterAdd_(1, index, source));
                }),
                new Workload("index_select/" + ROWS + "x" + WIDTH, () -> {
                    Operands operands = new Operands();
                    Tensor table = operands.normal(WORDS, WIDTH);
                    Tensor index = operands.labels(ROWS, WORDS);
                    return new TensorStep(() -> table.indexSelect(0, index));
                }),
                new Workload("index_add/" + ROWS + "x" + WIDTH, () -> {
                    Operands operands = new Operands();
                    Tensor table = operands.normal(WORDS, WIDTH);
                    Tensor rows = operands.normal(ROWS, WIDTH);
                    Tensor index = operands.labels(ROWS, WORDS);
                    return new TensorStep(() -> table.indexAdd_(0, index, rows));
                }),
                new Workload("index_select_grad/" + ROWS + "x" + WIDTH, () -> {
                    Operands operands = new Operands();
                    Tensor table = operands.normal(WORDS, WIDTH).requiresGrad_(true);
                    Tensor index = operands.labels(ROWS, WORDS);
                    return GradientStep.of(() -> table.indexSelect(0, index).sum(), List.of(table));
                }));
    }

    private static Tensor places(Operands operands) {
        return operands.labels(ROWS * COLUMNS, COLUMNS).reshape(ROWS, COLUMNS);
    }
}
