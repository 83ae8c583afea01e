package dev.vecgrad.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.GradientTape;
import dev.vecgrad.autograd.Variable;
import dev.vecgrad.core.Cell;
import dev.vecgrad.core.Generator;
import dev.vecgrad.nn.BatchNorm1d;
import dev.vecgrad.nn.Clipping;
import dev.vecgrad.nn.Dropout;
import dev.vecgrad.nn.Linear;
import dev.vecgrad.nn.Losses;
import dev.vecgrad.nn.ReLU;
import dev.vecgrad.nn.Sequential;
import dev.vecgrad.optim.Adam;
import dev.vecgrad.optim.AdamW;
import dev.vecgrad.optim.Optimizer;
import dev.vecgrad.optim.SGD;
import dev.vecgrad.type.CompileException;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.IndexException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompiledTest {
    private static final int STEPS = 50;

    private final Generator before = Generator.global();

    @BeforeEach
    void seed() {
        Generator.setGlobal(Generator.philox(7));
    }

    @AfterEach
    void restore() {
        Generator.setGlobal(before);
    }

    /** Trains twice from the same start. {@return what the losses and parameters were after each step, eager first} */
    private static List<List<String>> train(
            Function<List<Tensor>, Optimizer<?>> optimizers,
            BiFunction<Integer, Optimizer<?>, Void> between,
            boolean zeroGrad) {
        List<List<String>> logs = new ArrayList<>();
        for (boolean compiled : new boolean[] {false, true}) {
            Generator.setGlobal(Generator.philox(7));
            Sequential model = new Sequential(new Linear(5, 7), new ReLU(), new Dropout(0.3), new Linear(7, 3));
            Optimizer<?> optimizer = optimizers.apply(List.copyOf(model.parameters()));
            BiFunction<Tensor, Tensor, Tensor> step = (x, y) -> {
                if (zeroGrad) {
                    optimizer.zeroGrad();
                }
                Tensor loss = Losses.crossEntropy(model.forward(x), y);
                loss.backward();
                optimizer.step();
                return loss;
            };
            Compiled fast = Compiled.of(step);
            List<String> log = new ArrayList<>();
            for (int i = 0; i < STEPS; i++) {
                Tensor x = Tensor.randn(4, 5);
                Tensor y = Tensor.randint(0, 3, new long[] {4});
                Tensor loss = compiled ? fast.call(x, y) : step.apply(x, y).detach();
                StringBuilder line = new StringBuilder(loss.toString());
                model.parameters().forEach(p -> line.append(p.detach()).append(p.grad()));
                log.add(line.toString());
                between.apply(i, optimizer);
            }
            logs.add(log);
            assertThat(fast.plans()).isLessThanOrEqualTo(3);
        }
        return logs;
    }

    private static void assertSame(List<List<String>> logs) {
        for (int i = 0; i < STEPS; i++) {
            assertThat(logs.get(1).get(i)).as("step " + i).isEqualTo(logs.get(0).get(i));
        }
    }

    @Test
    void sgdTrainsToTheSameBits() {
        assertSame(train(p -> new SGD(p, SGD.options().lr(0.1)), (_, _) -> null, true));
    }

    @Test
    void momentumTrainsToTheSameBits() {
        assertSame(train(p -> new SGD(p, SGD.options().lr(0.1).momentum(0.9).dampening(0.5)), (_, _) -> null, true));
    }

    @Test
    void adamTrainsToTheSameBits() {
        assertSame(train(p -> new Adam(p), (_, _) -> null, true));
    }

    @Test
    void gradientsThatAreKeptAddUp() {
        assertSame(train(
                p -> new SGD(p, SGD.options().lr(0.01)),
                (i, o) -> {
                    if (i % 7 == 3) {
                        o.zeroGrad();
                    }
                    return null;
                },
                false));
    }

    @Test
    void learningRatesAreReadAtEachCall() {
        assertSame(train(
                p -> new Adam(p),
                (i, o) -> {
                    o.groups().getFirst().setNumber("lr", 0.1 / (i + 1));
                    return null;
                },
                true));
    }

    @Test
    void aFunctionOfTensorsIsTakenDownOnce() {
        int[] runs = new int[1];
        Compiled f = Compiled.of((Tensor x) -> {
            runs[0]++;
            return x.mul(2).add(1).exp();
        });
        for (int i = 0; i < 5; i++) {
            Tensor x = Tensor.full(new long[] {3, 2}, (double) i);
            assertThat(f.call(x).toString()).isEqualTo(x.mul(2).add(1).exp().toString());
        }
        assertThat(runs[0]).isEqualTo(1);
        assertThat(f.plans()).isEqualTo(1);
        Tensor other = Tensor.full(new long[] {4}, 1.0);
        assertThat(f.call(other).toString()).isEqualTo(other.mul(2).add(1).exp().toString());
        assertThat(f.plans()).isEqualTo(2);
    }

    @Test
    void valuesInsideAreErrorsThatNameTheLine() {
        Compiled f = Compiled.of((Tensor x) -> x.sum().item() > 0 ? x : x.neg());
        assertThatThrownBy(() -> f.call(Tensor.of(1.0, 2.0)))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("CompiledTest.java");
        Tensor[] escaped = new Tensor[1];
        Compiled g = Compiled.of((Tensor x) -> {
            escaped[0] = x.mul(2);
            return escaped[0].add(1);
        });
        assertThat(g.call(Tensor.of(1.0, 2.0)).toString()).isEqualTo("tensor([3., 5.])");
        assertThatThrownBy(() -> escaped[0].add(1))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("CompiledTest.java");
    }

    @Test
    void aFailedCallChangesNothing() {
        Tensor w = Tensor.ones(3, 3).requiresGrad_(true);
        SGD sgd = new SGD(List.of(w), SGD.options().lr(0.5).momentum(0.9));
        Compiled step = Compiled.of((Tensor x, Tensor y) -> {
            sgd.zeroGrad();
            Tensor loss = Losses.crossEntropy(x.matmul(w), y);
            loss.backward();
            sgd.step();
            return loss;
        });
        Tensor x = Tensor.eye(3);
        Tensor _ = step.call(x, Tensor.of(0, 1, 2));
        String known = w.detach() + " " + w.grad() + sgd.stateDict();
        Tensor wrong = Tensor.of(new long[] {0, 1, 3});
        assertThatThrownBy(() -> step.call(x, wrong))
                .isInstanceOf(IndexException.class)
                .hasMessageContaining("Target 3");
        assertThat(w.detach() + " " + w.grad() + sgd.stateDict()).isEqualTo(known);
    }

    @Test
    void aFunctionWithATapeIsTakenDownOnce() {
        Variable x = new Variable(3.0);
        SGD descent = new SGD(List.of(x), SGD.options().lr(0.5));
        Compiled step = Compiled.of(() -> {
            GradientTape tape = new GradientTape();
            Tensor y;
            try (tape) {
                y = x.square();
            }
            descent.applyGradients(tape.gradient(y, List.of(x)), List.of(x));
            return y;
        });
        assertThat(step.call().item()).isEqualTo(9);
        assertThat(step.call().item()).isZero();
        assertThat(step.plans()).isEqualTo(1);
    }

    /** The argument of the failing call begins further on in its memory than the one that was there when the function was taken down. */
    @Test
    void anArgumentThatWasWrittenBeforeAFailureIsRestored() {
        Tensor table = Tensor.arange(4);
        Compiled add = Compiled.of((Tensor x, Tensor at) -> {
            Tensor sum = x.add_(1).sum();
            return table.indexSelect(0, at.add(sum.sub(sum).to(DType.INT64))).add(x.add_(1));
        });
        Tensor _ = add.call(Tensor.zeros(1), Tensor.of(new long[] {3}));
        Tensor base = Tensor.arange(8).to(DType.FLOAT32);
        assertThatThrownBy(() -> add.call(base.narrow(0, 7, 1), Tensor.of(new long[] {4})))
                .isInstanceOf(IndexException.class);
        assertThat(base.toString()).isEqualTo("tensor([0., 1., 2., 3., 4., 5., 6., 7.])");
        assertThat(add.plans()).isEqualTo(1);
    }

    @Test
    void gradientsOfArgumentsArriveAtTheArguments() {
        Compiled f = Compiled.of((Tensor x) -> {
            Tensor y = x.square().sum();
            y.backward();
            return y;
        });
        Tensor x = Tensor.of(1.0, 2.0).requiresGrad_(true);
        Tensor _ = f.call(x);
        assertThat(String.valueOf(x.grad())).isEqualTo("tensor([2., 4.])");
        Tensor _ = f.call(x);
        assertThat(String.valueOf(x.grad())).isEqualTo("tensor([4., 8.])");
    }

    @Test
    void argumentsAreWrittenInPlace() {
        Compiled f = Compiled.of((Tensor x) -> {
            x.narrow(0, 1, 2).mul_(3);
            return x;
        });
        Tensor x = Tensor.of(1.0, 2.0, 3.0);
        Tensor y = f.call(x);
        assertThat(x.toString()).isEqualTo("tensor([1., 6., 9.])");
        assertThat(y.toString()).isEqualTo("tensor([1., 6., 9.])");
    }

    @Test
    void explanationShowsFewerKernels() {
        Compiled f = Compiled.of((Tensor x) -> x.mul(2).add(1).exp().sum());
        Tensor _ = f.call(Tensor.rand(100));
        assertThat(f.explain()).contains("recorded: 4 steps").contains("plan: 1 steps");
    }

    /** A model with every kind of state: dropout, running statistics, momenta. */
    private static Sequential stateful() {
        Generator.setGlobal(Generator.philox(3));
        return new Sequential(new Linear(4, 6), new BatchNorm1d(6), new ReLU(), new Dropout(0.4), new Linear(6, 2));
    }

    private interface Change {
        void before(int step, Sequential model, Optimizer<?> optimizer);
    }

    /** {@return what a model and its losses are after each step, with a change before each} */
    private static List<String> log(boolean compiled, Change change) {
        Sequential model = stateful();
        AdamW optimizer = new AdamW(model.parameters(), AdamW.options().lr(0.01));
        Cell limit = new Cell(0.5);
        Function<List<Tensor>, List<Tensor>> step = batch -> {
            optimizer.zeroGrad();
            Tensor loss = Losses.crossEntropy(model.forward(batch.get(0)), batch.get(1));
            loss.backward();
            Tensor norm = Clipping.clipGradNorm_(model.parameters(), limit);
            Clipping.clipGradValue_(model.parameters(), limit);
            optimizer.step();
            return List.of(loss.detach(), norm);
        };
        Function<List<Tensor>, List<Tensor>> called = compiled ? Compiled.ofMany(step)::callMany : step;
        List<String> log = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            limit.set(0.1 + 0.02 * i);
            change.before(i, model, optimizer);
            List<Tensor> batch = List.of(Tensor.randn(8, 4), Tensor.randint(0, 2, new long[] {8}));
            log.add(called.apply(batch) + " " + model.stateDict() + optimizer.stateDict());
        }
        return log;
    }

    private static void assertSameUnder(Change change) {
        List<String> eager = log(false, change);
        List<String> compiled = log(true, change);
        for (int i = 0; i < STEPS; i++) {
            assertThat(compiled.get(i)).as("step " + i).isEqualTo(eager.get(i));
        }
    }

    @Test
    void limitsAndStatisticsAreReadAtEachCall() {
        assertSameUnder((_, _, _) -> {});
    }

    @Test
    void trainingModeIsNotFrozen() {
        assertSameUnder((step, model, _) -> model.train(step % 5 != 4));
    }

    @Test
    void frozenParametersAreNotTrained() {
        assertSameUnder((step, model, _) -> model.parameters().getFirst().requiresGrad_(step % 8 < 5));
    }

    @Test
    void schedulesAreNotFrozen() {
        assertSameUnder(
                (step, _, optimizer) -> optimizer.groups().getFirst().setNumber("lr", 0.01 * Math.pow(0.9, step)));
        assertSameUnder((step, _, optimizer) ->
                optimizer.groups().getFirst().setNumber("weight_decay", step % 10 == 0 ? 0 : 0.1 * step));
    }

    @Test
    void loadedParametersAndStatesAreNotForgotten() {
        assertSameUnder((step, model, optimizer) -> {
            if (step % 11 == 5) {
                model.loadStateDict(stateful().stateDict());
                Generator.global().manualSeed(step);
            }
            if (step % 17 == 9) {
                optimizer.loadStateDict(optimizer.stateDict());
            }
        });
    }

    @Test
    void callsOfTwoThreadsComeOneAfterTheOther() throws InterruptedException {
        Tensor sum = Tensor.zeros(1000);
        Compiled add = Compiled.of((Tensor x) -> {
            sum.add_(x);
            return sum.mul(2);
        });
        Tensor one = Tensor.ones(1000);
        Runnable work = () -> {
            for (int i = 0; i < 100; i++) {
                Tensor _ = add.call(one);
            }
        };
        Thread other = new Thread(work);
        other.start();
        work.run();
        other.join();
        assertThat(sum.toFloatArray()).containsOnly(200f);
    }

    @Test
    void whatWasWrittenBeforeAFailureIsRestored() {
        Tensor table = Tensor.arange(12).to(DType.FLOAT32).reshape(4, 3);
        Tensor total = Tensor.zeros(3);
        Compiled look = Compiled.of((Tensor at) -> {
            total.add_(1);
            Tensor rows = table.indexSelect(0, at);
            total.add_(rows.sum(0));
            return table.indexSelect(0, at.add(1)).add(total);
        });
        Tensor _ = look.call(Tensor.of(new long[] {0, 1}));
        String known = total.toString();
        assertThatThrownBy(() -> look.call(Tensor.of(new long[] {0, 3}))).isInstanceOf(IndexException.class);
        assertThat(total.toString()).isEqualTo(known);
    }

    @Test
    void argumentsThatShareWrittenMemoryAreRefused() {
        Compiled f = Compiled.of((Tensor a, Tensor b) -> a.add_(b));
        Tensor x = Tensor.ones(3);
        Tensor _ = f.call(x, Tensor.ones(3));
        assertThatThrownBy(() -> f.call(x, x))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("argument 1");
        assertThatThrownBy(() -> f.call(x))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("takes 2 tensors");
        Tensor y = Tensor.ones(3).requiresGrad_(true).mul(2);
        assertThatThrownBy(() -> f.call(y, x))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("detach()");
    }

    @Test
    void viewsAndCapturedTensorsCanBeReturned() {
        Tensor w = Tensor.arange(6).to(DType.FLOAT32).reshape(2, 3);
        Compiled f = Compiled.ofMany(args -> List.of(
                w.t(), args.getFirst().select(0, 1), args.getFirst().mul(2).t()));
        Tensor base = Tensor.arange(10).to(DType.FLOAT32);
        for (long start : new long[] {0, 4}) {
            List<Tensor> results = f.callMany(List.of(base.narrow(0, start, 6).view(3, 2)));
            assertThat(results.get(0).toString()).isEqualTo(w.t().toString());
            assertThat(results.get(1).toString()).isEqualTo("tensor([" + (start + 2) + "., " + (start + 3) + ".])");
            assertThat(results.get(2).sum().item()).isEqualTo(2.0 * (6 * start + 15));
        }
        assertThat(f.plans()).isEqualTo(1);
    }

    @Test
    void numbersDrawnOnTheHostAreErrors() {
        Compiled f = Compiled.of((Tensor x) -> x.add(Tensor.randperm(3)));
        assertThatThrownBy(() -> f.call(Tensor.ones(3)))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("Philox");
    }
}
