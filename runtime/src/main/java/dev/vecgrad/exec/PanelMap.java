package dev.vecgrad.exec;

import dev.vecgrad.ir.Launch;
import dev.vecgrad.spi.Workers;

/**
 * A map over the elements of a product's result that runs panel by panel. What it needs for each is made beforehand; a run makes no objects.
 */
final class PanelMap {
    private final Work.Kernel kernel;
    private final int n;
    private final Launch[] launches;
    private final long[] bases;
    private final long[][] addresses;

    /** The map of a launch whose dims are those of the result of {@code p}. */
    PanelMap(Work.Kernel kernel, Product p, Panels panels) {
        this.kernel = kernel;
        this.n = p.n();
        int operands = kernel.launch().offsets().length;
        this.bases = new long[operands];
        int parts = (int) panels.count(p);
        this.launches = new Launch[parts];
        this.addresses = new long[parts][operands];
        for (int part = 0; part < parts; part++) {
            launches[part] = launch(panels.rows(p, part), panels.columns(p, part));
        }
    }

    /** {@return the launch on a panel, as one row if all operands go on from a row to the next without a gap} */
    private Launch launch(int rows, int columns) {
        Launch whole = kernel.launch();
        long[][] strides = whole.keptStrides();
        boolean isOneRow = columns == n;
        for (long[] own : strides) {
            isOneRow &= own[0] == n * own[1];
        }
        if (!isOneRow) {
            return Launch.map(new long[] {rows, columns}, whole.offsets(), strides, whole.params());
        }
        long[][] inner = new long[strides.length][];
        for (int k = 0; k < inner.length; k++) {
            inner[k] = new long[] {strides[k][1]};
        }
        return Launch.map(new long[] {(long) rows * columns}, whole.offsets(), inner, whole.params());
    }

    /** Lets the storages of the operands begin at these addresses. */
    void place(long[] storages, int first) {
        for (int k = 0; k < bases.length; k++) {
            bases[k] = storages[first + k]
                    + kernel.launch().offsets()[k] * kernel.executable().itemSize(k);
        }
    }

    /** Runs on the panel that begins at row {@code i}, column {@code j}. */
    void run(int part, int i, int j) {
        long[] at = addresses[part];
        for (int k = 0; k < at.length; k++) {
            long[] strides = kernel.launch().keptStrides()[k];
            at[k] = bases[k]
                    + (i * strides[0] + j * strides[1]) * kernel.executable().itemSize(k);
        }
        kernel.executable().kernel().run(launches[part], at, Workers.ALONE);
    }
}
