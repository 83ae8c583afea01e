package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import dev.vecgrad.optim.OptimizerTest.Make;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The uses of the optimisers besides SGD and Adam that {@code tests/golden/optimizers.py} has, too. */
final class AdaptiveCases {
    private AdaptiveCases() {}

    static Stream<Arguments> all() {
        return Stream.of(momentum(), meanSquares(), others()).flatMap(cases -> cases);
    }

    /** {@return an optimiser of the kind that a case is named after, with the default choices} */
    static Optimizer<?> fresh(String name, List<Tensor> parameters) {
        return switch (name.split(" ", 2)[0]) {
            case "SGD" -> new SGD(parameters);
            case "Adam", "AdamW" -> new Adam(parameters);
            case "NAdam" -> new NAdam(parameters);
            case "RAdam" -> new RAdam(parameters);
            case "RMSprop" -> new RMSprop(parameters);
            case "Adagrad" -> new Adagrad(parameters);
            case "Adadelta" -> new Adadelta(parameters);
            case "Adamax" -> new Adamax(parameters);
            case "ASGD" -> new ASGD(parameters);
            case "Rprop" -> new Rprop(parameters);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Arguments of(String name, Make make) {
        return Arguments.of(name, make);
    }

    private static Stream<Arguments> momentum() {
        NAdamOptions nadam = NAdam.options().lr(0.1).weightDecay(0.3);
        RAdamOptions radam = RAdam.options().lr(0.1);
        return Stream.of(
                of("NAdam", NAdam::new),
                of(
                        "NAdam weightDecay",
                        p -> new NAdam(
                                p, nadam.betas(0.7, 0.9).momentumDecay(0.1).eps(1e-3))),
                of(
                        "NAdam decoupled",
                        p -> new NAdam(p, nadam.decoupledWeightDecay(true).maximize(true))),
                of("RAdam", p -> new RAdam(p, radam)),
                of(
                        "RAdam weightDecay",
                        p -> new RAdam(p, radam.weightDecay(0.3).betas(0.7, 0.9).eps(1e-3))),
                of(
                        "RAdam decoupled",
                        p -> new RAdam(
                                p,
                                radam.weightDecay(0.3)
                                        .decoupledWeightDecay(true)
                                        .maximize(true))));
    }

    private static Stream<Arguments> meanSquares() {
        RMSpropOptions rmsprop = RMSprop.options().lr(0.05);
        return Stream.of(
                of("RMSprop", RMSprop::new),
                of(
                        "RMSprop centered",
                        p -> new RMSprop(p, rmsprop.centered(true).alpha(0.8))),
                of("RMSprop momentum", p -> new RMSprop(p, rmsprop.momentum(0.9).eps(1e-3))),
                of(
                        "RMSprop all",
                        p -> new RMSprop(
                                p,
                                rmsprop.momentum(0.5)
                                        .centered(true)
                                        .weightDecay(0.1)
                                        .maximize(true))),
                of("Adagrad", p -> new Adagrad(p, Adagrad.options().lr(0.1))),
                of(
                        "Adagrad all",
                        p -> new Adagrad(
                                p,
                                Adagrad.options()
                                        .lr(0.3)
                                        .lrDecay(0.2)
                                        .weightDecay(0.1)
                                        .initialAccumulatorValue(0.5)
                                        .eps(1e-2)
                                        .maximize(true))),
                of("Adadelta", Adadelta::new),
                of(
                        "Adadelta all",
                        p -> new Adadelta(
                                p,
                                Adadelta.options()
                                        .lr(0.5)
                                        .rho(0.7)
                                        .eps(1e-3)
                                        .weightDecay(0.1)
                                        .maximize(true))));
    }

    private static Stream<Arguments> others() {
        return Stream.of(
                of("Adamax", p -> new Adamax(p, Adamax.options().lr(0.1))),
                of(
                        "Adamax all",
                        p -> new Adamax(
                                p,
                                Adamax.options()
                                        .lr(0.1)
                                        .betas(0.7, 0.9)
                                        .eps(1e-2)
                                        .weightDecay(0.1)
                                        .maximize(true))),
                of("ASGD", p -> new ASGD(p, ASGD.options().lr(0.1))),
                of(
                        "ASGD all",
                        p -> new ASGD(
                                p,
                                ASGD.options()
                                        .lr(0.2)
                                        .lambd(0.3)
                                        .alpha(0.5)
                                        .t0(3)
                                        .weightDecay(0.1)
                                        .maximize(true))),
                of("Rprop", Rprop::new),
                of(
                        "Rprop all",
                        p -> new Rprop(
                                p,
                                Rprop.options()
                                        .lr(0.1)
                                        .etas(0.4, 1.7)
                                        .stepSizes(0.05, 0.3)
                                        .maximize(true))));
    }
}
