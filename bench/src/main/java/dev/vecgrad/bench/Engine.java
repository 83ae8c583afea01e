package dev.vecgrad.bench;

import java.util.List;

/** Who does the work. */
public enum Engine {
    /** The tensors of this library. */
    VECGRAD,
    /** Calls of OpenBLAS and nothing else, on its own threads: what matrix products are measured by. */
    OPENBLAS;

    /**
     * {@return the engine of this name}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Engine of(String name) {
        return Names.parse("engine", values(), name);
    }

    /** {@return the workloads it has, with that many threads} */
    List<Workload> workloads(int threads) {
        return switch (this) {
            case VECGRAD -> Workloads.all();
            case OPENBLAS -> BareProducts.all(threads);
        };
    }

    /** {@return the name as it is written on the command line and in results} */
    @Override
    public String toString() {
        return Names.of(this);
    }
}
