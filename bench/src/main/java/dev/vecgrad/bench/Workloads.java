package dev.vecgrad.bench;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The workloads there are, in the order in which they are listed and run. */
public final class Workloads {
    /** A dozen that show each kind of work, small and large, and take little time. */
    public static final List<String> QUICK = List.of(
            "chain_grad/100",
            "add/100",
            "chain_grad/1000000",
            "gelu/1000000",
            "bce_logits_grad/1000000",
            "cross_entropy_grad/4096x1000",
            "matmul/1024",
            "logreg_step/800x10",
            "mlp_sgd_step/128",
            "mlp_adam_step/128",
            "layer_norm_grad/4096x1024",
            "convnet_sgd_step/64");

    private Workloads() {}

    /** {@return all of them} */
    public static List<Workload> all() {
        return Stream.of(
                        PointwiseWorkloads.all(),
                        KernelWorkloads.all(),
                        IndexWorkloads.all(),
                        LossWorkloads.all(),
                        ProductWorkloads.all(),
                        TrainingWorkloads.all(),
                        Stream.of(Startup.workload()))
                .flatMap(Function.identity())
                .toList();
    }

    /**
     * {@return the one of exactly this name}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Workload named(String name) {
        return all().stream()
                .filter(workload -> workload.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no workload is called '" + name + "'"));
    }

    /**
     * {@return those that are asked for, in the order of {@code workloads}}
     *
     * @param wanted exact names, or beginnings of names where no workload has that name; none: all
     * @throws IllegalArgumentException if one matches nothing
     */
    static List<Workload> select(List<Workload> workloads, List<String> wanted) {
        if (wanted.isEmpty()) {
            return workloads;
        }
        Set<Workload> chosen = new LinkedHashSet<>();
        for (String name : wanted) {
            chosen.addAll(matching(workloads, name));
        }
        return workloads.stream().filter(chosen::contains).toList();
    }

    private static List<Workload> matching(List<Workload> workloads, String name) {
        List<Workload> exact =
                workloads.stream().filter(w -> w.name().equals(name)).toList();
        List<Workload> found = exact.isEmpty()
                ? workloads.stream().filter(w -> w.name().startsWith(name)).toList()
                : exact;
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no workload is called or begins with '" + name + "': there are "
                    + workloads.stream().map(Workload::name).collect(Collectors.joining(", ")));
        }
        return found;
    }
}
