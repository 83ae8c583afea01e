package dev.vecgrad.opencl;

import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.Space;
import dev.vecgrad.spi.Kernel;
import dev.vecgrad.spi.Workers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A kernel on a device: a program for each number of dims that launches have, made at the first such launch. */
final class OpenClKernel implements Kernel {
    /** Rows, or vectors of columns, that each compute unit should have at least; of fewer a reduction is worth a second kernel. */
    private static final int UNITS_EACH = 16;

    private static final int GROUP = TeamRowText.GROUP;

    private record Variant(Program program, Parameters parameters) {}

    private final KernelSpec spec;
    private final OpenClBackend backend;
    private final Map<Form, Variant> variants = new ConcurrentHashMap<>();

    /** The kernel of a spec that is made of primitives. */
    OpenClKernel(KernelSpec spec, OpenClBackend backend) {
        this.spec = spec;
        this.backend = backend;
    }

    @Override
    public void run(Launch launch, long[] addresses, Workers workers) {
        if (isSplit(launch)) {
            Parameters.Run run = run(launch, addresses);
            backend.queue().together(() -> {
                enqueue(Phase.BLOCKS, run, units(launch) * ReductionText.blocks(spec, launch));
                enqueue(Phase.TOTALS, run, units(launch));
            });
        } else {
            enqueue(Phase.WHOLE, run(launch, addresses), units(launch));
        }
    }

    /** {@return whether a program for such launches is not built yet} */
    @Override
    public boolean mayFail(Launch launch) {
        return isSplit(launch)
                ? !isBuilt(launch, Phase.BLOCKS) || !isBuilt(launch, Phase.TOTALS)
                : !isBuilt(launch, Phase.WHOLE);
    }

    private boolean isBuilt(Launch launch, Phase phase) {
        return variants.containsKey(form(launch, phase));
    }

    private Form form(Launch launch, Phase phase) {
        return new Form(backend.vectorWidth(), hasTeams(), outerDims(launch), launch.reduced().length, phase);
    }

    private boolean hasTeams() {
        return spec.space() == Space.INNER && backend.facts().gpu() && TeamRowText.fits(spec);
    }

    private Parameters.Run run(Launch launch, long[] addresses) {
        return new Parameters.Run(launch, addresses, backend.buffers(), rows(launch), backend.scratch());
    }

    private void enqueue(Phase phase, Parameters.Run run, long units) {
        long items = units * (hasTeams() ? TeamRowText.team(spec) : 1);
        Variant variant = variants.computeIfAbsent(form(run.launch(), phase), this::build);
        variant.program()
                .enqueue(
                        Range.of(items, group()),
                        arguments -> variant.parameters().set(arguments, run));
    }

    private Variant build(Form form) {
        KernelText text = KernelText.of(spec, form);
        return new Variant(backend.programs(text.source(), text.name()).getFirst(), text.parameters());
    }

    /** A processor gives each work group to a thread; a reduction's items are long enough to be groups of their own. */
    private int group() {
        return spec.space() == Space.MAP || backend.facts().gpu() ? GROUP : 1;
    }

    // ---- sizes

    private int outerDims(Launch launch) {
        return launch.kept().length - (spec.space() == Space.INNER ? 0 : 1);
    }

    private long rows(Launch launch) {
        return spec.space() == Space.INNER ? launch.keptNumel() : launch.keptNumel() / inner(launch);
    }

    private static long inner(Launch launch) {
        return launch.kept()[launch.kept().length - 1];
    }

    /** {@return what a kernel divides among work items, or teams of them: rows, or vectors of columns} */
    private long units(Launch launch) {
        if (spec.space() == Space.INNER) {
            return launch.keptNumel();
        }
        int width = backend.vectorWidth();
        return rows(launch) * ((inner(launch) + width - 1) / width);
    }

    /** {@return whether blocks are reduced apart: a reduction in one pass with few results of many elements} */
    private boolean isSplit(Launch launch) {
        return spec.space() != Space.MAP
                && spec.stages().size() == 1
                && launch.reducedNumel() > 0
                && ReductionText.blocks(spec, launch) > 1
                && units(launch) < (long) UNITS_EACH * backend.facts().units();
    }
}
