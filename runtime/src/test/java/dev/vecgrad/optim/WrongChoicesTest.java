package dev.vecgrad.optim;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.golden.GoldenFile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Every choice that PyTorch's optimisers refuse is refused in PyTorch's words. */
class WrongChoicesTest {
    private static final GoldenFile GOLDEN = GoldenFile.read("optimizers.txt");

    private static Map<String, ThrowingCallable> choices() {
        Map<String, ThrowingCallable> all = new TreeMap<>();
        putGradientDescent(all);
        putAdams(all);
        putMeanSquares(all);
        return all;
    }

    private static void putGradientDescent(Map<String, ThrowingCallable> all) {
        List<Tensor> one = List.of(Tensor.zeros(1).requiresGrad_(true));
        all.put("SGD lr", () -> SGD.options().lr(-1));
        all.put("SGD weightDecay", () -> SGD.options().weightDecay(-1));
        all.put("SGD momentum", () -> SGD.options().momentum(-1));
        all.put("SGD nesterov", () -> new SGD(one, SGD.options().nesterov(true)));
        all.put("ASGD lr", () -> ASGD.options().lr(-1));
        all.put("ASGD weightDecay", () -> ASGD.options().weightDecay(-1));
        all.put("Rprop lr", () -> Rprop.options().lr(-1));
        all.put("Rprop etas", () -> Rprop.options().etas(0.5, 0.7));
        all.put("LBFGS lr", () -> LBFGS.options().lr(-1));
    }

    private static void putAdams(Map<String, ThrowingCallable> all) {
        all.put("Adam lr", () -> Adam.options().lr(-1));
        all.put("Adam eps", () -> Adam.options().eps(-1));
        all.put("Adam betas 0", () -> Adam.options().betas(1, 0.9));
        all.put("Adam betas 1", () -> Adam.options().betas(0.9, -0.1));
        all.put("Adam weightDecay", () -> Adam.options().weightDecay(-1));
        all.put("AdamW lr", () -> AdamW.options().lr(-1));
        all.put("AdamW eps", () -> AdamW.options().eps(-1));
        all.put("AdamW betas 0", () -> AdamW.options().betas(1, 0.9));
        all.put("AdamW betas 1", () -> AdamW.options().betas(0.9, -0.1));
        all.put("AdamW weightDecay", () -> AdamW.options().weightDecay(-1));
        all.put("NAdam lr", () -> NAdam.options().lr(-1));
        all.put("NAdam eps", () -> NAdam.options().eps(-1));
        all.put("NAdam betas 0", () -> NAdam.options().betas(1, 0.9));
        all.put("NAdam betas 1", () -> NAdam.options().betas(0.9, -0.1));
        all.put("NAdam weightDecay", () -> NAdam.options().weightDecay(-1));
        all.put("NAdam momentumDecay", () -> NAdam.options().momentumDecay(-1));
        all.put("RAdam lr", () -> RAdam.options().lr(-1));
        all.put("RAdam eps", () -> RAdam.options().eps(-1));
        all.put("RAdam betas 0", () -> RAdam.options().betas(1, 0.9));
        all.put("RAdam betas 1", () -> RAdam.options().betas(0.9, -0.1));
        all.put("RAdam weightDecay", () -> RAdam.options().weightDecay(-1));
        all.put("Adamax lr", () -> Adamax.options().lr(-1));
        all.put("Adamax eps", () -> Adamax.options().eps(-1));
        all.put("Adamax betas 0", () -> Adamax.options().betas(1, 0.9));
        all.put("Adamax betas 1", () -> Adamax.options().betas(0.9, -0.1));
        all.put("Adamax weightDecay", () -> Adamax.options().weightDecay(-1));
    }

    private static void putMeanSquares(Map<String, ThrowingCallable> all) {
        all.put("RMSprop lr", () -> RMSprop.options().lr(-1));
        all.put("RMSprop eps", () -> RMSprop.options().eps(-1));
        all.put("RMSprop weightDecay", () -> RMSprop.options().weightDecay(-1));
        all.put("RMSprop momentum", () -> RMSprop.options().momentum(-1));
        all.put("RMSprop alpha", () -> RMSprop.options().alpha(-1));
        all.put("Adagrad lr", () -> Adagrad.options().lr(-1));
        all.put("Adagrad eps", () -> Adagrad.options().eps(-1));
        all.put("Adagrad weightDecay", () -> Adagrad.options().weightDecay(-1));
        all.put("Adagrad lrDecay", () -> Adagrad.options().lrDecay(-1));
        all.put("Adagrad initialAccumulatorValue", () -> Adagrad.options().initialAccumulatorValue(-1));
        all.put("Adadelta lr", () -> Adadelta.options().lr(-1));
        all.put("Adadelta eps", () -> Adadelta.options().eps(-1));
        all.put("Adadelta weightDecay", () -> Adadelta.options().weightDecay(-1));
        all.put("Adadelta rho", () -> Adadelta.options().rho(2));
    }

    @Test
    void refusalsArePytorchs() {
        GoldenRefusals.check(GOLDEN, choices());
    }

    @Test
    void noNumberIsRefused() {
        assertThatThrownBy(() -> Adam.options().eps(Double.NaN)).hasMessageContaining("Invalid epsilon value: NaN");
    }
}
