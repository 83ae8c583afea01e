package dev.vecgrad.plan;

import dev.vecgrad.exec.Executable;
import dev.vecgrad.exec.Work;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.ir.Write;
import dev.vecgrad.memory.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Leaves out results of kernels that nobody reads; a kernel without any is left to {@link DeadSteps}. */
final class DeadOutputs implements Pass {
    @Override
    public List<Step> apply(List<Step> steps, Roles roles) {
        Usage usage = new Usage(steps);
        List<Step> changed = new ArrayList<>();
        for (int k = 0; k < steps.size(); k++) {
            Step step = steps.get(k);
            changed.add(step.work() instanceof Work.Kernel kernel ? withRead(step, kernel, k, usage, roles) : step);
        }
        return changed;
    }

    private static Step withRead(Step step, Work.Kernel kernel, int k, Usage usage, Roles roles) {
        int inputs = kernel.executable().spec().inputs().size();
        int[] read = IntStream.range(inputs, step.operands().size())
                .filter(i -> isRead(step.operands().get(i), k, usage, roles))
                .toArray();
        return read.length == 0 || read.length == step.operands().size() - inputs
                ? step
                : withOutputs(step, kernel, inputs, read);
    }

    private static boolean isRead(Storage storage, int k, Usage usage, Roles roles) {
        return roles.isWanted(storage) || usage.readers(storage).stream().anyMatch(reader -> reader > k);
    }

    private static Step withOutputs(Step step, Work.Kernel kernel, int inputs, int[] outputs) {
        int[] operands = IntStream.concat(IntStream.range(0, inputs), IntStream.of(outputs))
                .toArray();
        KernelSpec spec = kernel.executable().spec();
        List<Operand> formal = IntStream.of(outputs)
                .mapToObj(i -> spec.outputs().get(i - inputs))
                .toList();
        List<Stage> stages = spec.stages().stream()
                .map(stage -> new Stage(stage.accumulators(), renumbered(stage.writes(), inputs, outputs)))
                .toList();
        KernelSpec fewer = new KernelSpec(
                spec.space(),
                spec.inputs(),
                spec.params(),
                stages,
                renumbered(spec.rowWrites(), inputs, outputs),
                formal);
        Launch launch = kernel.launch();
        Launch own = new Launch(
                launch.kept(),
                launch.reduced(),
                IntStream.of(operands).mapToLong(i -> launch.offsets()[i]).toArray(),
                pick(launch.keptStrides(), operands),
                pick(launch.reducedStrides(), operands),
                launch.params());
        List<Storage> storages =
                IntStream.of(operands).mapToObj(step.operands()::get).toList();
        Executable executable = Executable.of(storages.getFirst().device(), fewer);
        return new Step(new Work.Kernel(executable, own), storages, step.scalars(), step.call());
    }

    private static long[][] pick(long[][] strides, int[] operands) {
        return IntStream.of(operands).mapToObj(i -> strides[i]).toArray(long[][]::new);
    }

    private static List<Write> renumbered(List<Write> writes, int inputs, int[] outputs) {
        List<Write> kept = new ArrayList<>();
        for (Write write : writes) {
            for (int n = 0; n < outputs.length; n++) {
                if (outputs[n] - inputs == write.output()) {
                    kept.add(new Write(n, write.value()));
                }
            }
        }
        return kept;
    }
}
