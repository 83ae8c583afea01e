package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Cell;
import dev.vecgrad.core.Value;
import dev.vecgrad.ops.OptimizerSteps.AdamForm;
import dev.vecgrad.ops.OptimizerSteps.SgdForm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Four steps of each form of each optimiser against PyTorch. */
class OptimizerStepsTest {
    private static final int STEPS = 4;

    private final GoldenValues golden = new GoldenValues("library_functions.txt");

    @ParameterizedTest
    @CsvSource({"0,0,False", "0.9,0,False", "0.9,0.3,False", "0.9,0,True"})
    void sgd(String momentum, String dampening, String nesterov) {
        for (String decay : new String[] {"0", "0.1"}) {
            for (String maximize : new String[] {"False", "True"}) {
                String name = String.join(" ", "sgd", momentum, dampening, nesterov, decay, maximize);
                Value p = golden.value(name + ".p0");
                boolean buffered = !momentum.equals("0");
                Value[] state = buffered ? new Value[] {Arithmetic.zerosLike(p)} : new Value[0];
                for (int i = 0; i < STEPS; i++) {
                    SgdForm form = new SgdForm(
                            maximize.equals("True"), !decay.equals("0"), buffered, i == 0, nesterov.equals("True"));
                    Value g = golden.value(name + ".grad" + i);
                    OptimizerSteps.sgd(form, p, g, state, new Cell(0.05), cell(momentum), cell(dampening), cell(decay));
                    golden.assertMatches(p, name + ".p" + (i + 1));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"adam", "adamw"})
    void adam(String name) {
        for (String decay : new String[] {"0", "0.1"}) {
            for (String amsgrad : new String[] {"False", "True"}) {
                for (String maximize : new String[] {"False", "True"}) {
                    adam(name, decay, amsgrad, maximize);
                }
            }
        }
    }

    private void adam(String optimizer, String decay, String amsgrad, String maximize) {
        String name = String.join(" ", optimizer, decay, amsgrad, maximize);
        AdamForm form = new AdamForm(
                maximize.equals("True"), !decay.equals("0"), amsgrad.equals("True"), optimizer.equals("adamw"));
        Value p = golden.value(name + ".p0");
        Value[] state = new Value[form.amsgrad() ? 3 : 2];
        for (int i = 0; i < state.length; i++) {
            state[i] = Arithmetic.zerosLike(p);
        }
        Cell step = new Cell(0);
        for (int i = 0; i < STEPS; i++) {
            step.set(i + 1);
            Value g = golden.value(name + ".grad" + i);
            OptimizerSteps.adam(
                    form, p, g, state, cell("0.05"), cell("0.8"), cell("0.95"), cell("1e-6"), cell(decay), step);
            golden.assertMatches(p, name + ".p" + (i + 1));
        }
    }

    private static Cell cell(String number) {
        return new Cell(Double.parseDouble(number));
    }
}
