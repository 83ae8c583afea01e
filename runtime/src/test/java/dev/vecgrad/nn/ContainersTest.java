package dev.vecgrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.golden.GoldenFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/** Modules that hold modules, parameters or buffers for others. */
class ContainersTest {
    private static final GoldenFile GOLDEN = GoldenFile.read("modules.txt");

    @Test
    void aListPrintsEqualNeighboursOnce() {
        ModuleList<Layer> list = new ModuleList<>(new Linear(2, 2), new Linear(2, 2), new ReLU());
        assertThat(list).hasToString(GOLDEN.text("text ModuleList"));
        assertThat(new ModuleList<Layer>()).hasToString(GOLDEN.text("text ModuleList empty"));
        ModuleList<Sequential> nested = new ModuleList<>(
                List.of(new Sequential(new Linear(2, 3), new ReLU()), new Sequential(new Linear(2, 3), new ReLU())));
        assertThat(nested).hasToString(GOLDEN.text("text ModuleList nested"));
    }

    @Test
    void aListNumbersItsModules() {
        ModuleList<Layer> list = new ModuleList<>(new Linear(2, 2), new ReLU());
        Linear last = list.append(new Linear(2, 1, false));
        assertThat(list.stateDict().keySet()).containsExactly("0.weight", "0.bias", "2.weight");
        assertThat(list.size()).isEqualTo(3);
        assertThat(list.get(2)).isSameAs(last);
        assertThat(list).hasSize(3).last().isSameAs(last);
        list.eval();
        assertThat(last.isTraining()).isFalse();
    }

    @Test
    void aDictNamesItsModules() {
        SequencedMap<String, Layer> layers = new LinkedHashMap<>();
        layers.put("first", new Linear(2, 1));
        layers.put("act", new ReLU());
        ModuleDict<Layer> dict = new ModuleDict<>(layers);
        assertThat(dict).hasToString(GOLDEN.text("text ModuleDict"));
        assertThat(dict.stateDict().keySet()).containsExactly("first.weight", "first.bias");
        assertThat(dict.get("act")).isSameAs(layers.get("act"));
        assertThat(dict.modules().keySet()).containsExactly("first", "act");
        assertThatThrownBy(() -> dict.get("none")).hasMessageContaining("'none': the names are [first, act]");
        assertThatThrownBy(() -> dict.put("act", new ReLU())).hasMessageContaining("attribute 'act' already exists");
    }

    @Test
    void aListOfParametersPrintsTheirSizes() {
        ParameterList list = new ParameterList(Tensor.zeros(2), Tensor.zeros(3, 4));
        assertThat(list).hasToString(GOLDEN.text("text ParameterList"));
        assertThat(new ParameterList(Tensor.zeros(2))).hasToString(GOLDEN.text("text ParameterList one"));
        assertThat(list.namedParameters().keySet()).containsExactly("0", "1");
        Parameter own = new Parameter(Tensor.ones(1));
        assertThat(list.append(own)).isSameAs(own);
        assertThat(list.get(2)).isSameAs(own);
        assertThat(list).hasSize(3).allMatch(Tensor::requiresGrad);
        assertThat(list.size()).isEqualTo(3);
    }

    /** A mask that is made anew with the module needs no place in a file. */
    private static final class Masked extends Layer {
        private final Tensor mask = registerBuffer("mask", Tensor.ones(2), false);
        private final Tensor scale = registerBuffer("scale", Tensor.ones(1));

        @Override
        public Tensor forward(Tensor input) {
            return input.mul(mask).mul(scale);
        }
    }

    @Test
    void aBufferThatIsNotPersistentIsNoPartOfTheState() {
        var model = new Sequential(new Masked());
        assertThat(model.namedBuffers().keySet()).containsExactly("0.mask", "0.scale");
        assertThat(model.stateDict().keySet()).containsExactly("0.scale");
        model.loadStateDict(Map.of("0.scale", Tensor.zeros(1)));
        assertThat(model.forward(Tensor.ones(2)).toFloatArray()).containsOnly(0);
    }
}
