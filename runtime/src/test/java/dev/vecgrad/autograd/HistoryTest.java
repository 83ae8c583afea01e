package dev.vecgrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.AccumulateGrad;
import dev.vecgrad.core.Node;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which nodes make a history, by PyTorch's names and edges. */
class HistoryTest {
    private final Tensor x = Tensor.ones(3).requiresGrad_(true);

    private static Node gradFn(Tensor tensor) {
        return Objects.requireNonNull(tensor.gradFn());
    }

    /** A node's name and those its edges lead to. */
    private static String history(Tensor tensor) {
        Node node = gradFn(tensor);
        return node.name()
                + node.nextFunctions().stream()
                        .map(edge -> edge.node() == null ? "None" : edge.node().name())
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    @Test
    void aLeafHasNone() {
        assertThat(x.gradFn()).isNull();
        assertThat(x.isLeaf()).isTrue();
        assertThat(Tensor.ones(3).mul(2).isLeaf()).isTrue();
        assertThat(x.mul(2).isLeaf()).isFalse();
    }

    @Test
    void anOpNamesItsInputs() {
        assertThat(history(x.mul(2).add(x))).isEqualTo("AddBackward0(MulBackward0, AccumulateGrad)");
        assertThat(history(x.mul(Tensor.ones(3)))).isEqualTo("MulBackward0(AccumulateGrad, None)");
    }

    @Test
    void aLeafHasOneAccumulateGradForEver() {
        Node first = gradFn(x.mul(2)).nextFunctions().getFirst().node();
        Node second = gradFn(x.exp()).nextFunctions().getFirst().node();
        assertThat(first).isSameAs(second).isInstanceOf(AccumulateGrad.class);
        assertThat(((AccumulateGrad) Objects.requireNonNull(first)).leaf()).isSameAs(x.value());
    }

    @Test
    void requiresGradSpreads() {
        Tensor a = Tensor.ones(3);
        Tensor b = Tensor.ones(3);
        assertThat(a.add(b).requiresGrad()).isFalse();
        a.requiresGrad_(true);
        assertThat(a.add(b).requiresGrad()).isTrue();
        a.requiresGrad_(false);
        assertThat(a.add(b).requiresGrad()).isFalse();
    }

    @Test
    void nothingIsRecordedUnderNoGrad() {
        try (GradGuard _ = Autograd.noGrad()) {
            assertThat(x.mul(2).requiresGrad()).isFalse();
            try (GradGuard _ = Autograd.enableGrad()) {
                assertThat(x.mul(2).requiresGrad()).isTrue();
            }
            assertThat(Autograd.isGradEnabled()).isFalse();
        }
        assertThat(Autograd.isGradEnabled()).isTrue();
        assertThat(Autograd.noGrad(() -> x.mul(2)).requiresGrad()).isFalse();
    }

    @Test
    void anIntegerResultHasNone() {
        assertThat(x.gt(0).requiresGrad()).isFalse();
    }

    @Test
    void aDetachedTensorRecordsNothingAndSharesItsMemory() {
        Tensor y = x.mul(2);
        Tensor detached = y.detach();
        assertThat(detached.requiresGrad()).isFalse();
        assertThat(detached.mul(2).requiresGrad()).isFalse();
        int version = y.value().version();
        detached.add_(1);
        assertThat(y.toFloatArray()).containsExactly(3, 3, 3);
        assertThat(y.value().version()).isEqualTo(version + 1);
    }

    @Test
    void aViewFollowsItsBaseAfterAWrite() {
        Tensor y = x.mul(2);
        Tensor view = y.view(-1);
        assertThat(history(view)).isEqualTo("ViewBackward0(MulBackward0)");
        y.add_(1);
        assertThat(history(view)).isEqualTo("AsStridedBackward0(AddBackward0)");
        assertThat(gradFn(view)).isSameAs(gradFn(view));
    }

    @Test
    void aBaseFollowsItsWrittenView() {
        Tensor y = x.mul(2);
        Tensor view = y.view(-1);
        view.mul_(2);
        assertThat(history(y)).isEqualTo("CopySlices(MulBackward0)");
        assertThat(history(view)).isEqualTo("AsStridedBackward0(CopySlices)");
    }

    @Test
    void aBaseThatRequiredNoGradientGetsAHistoryByItsView() {
        Tensor base = Tensor.zeros(3);
        Tensor view = base.narrow(0, 0, 2);
        Tensor sibling = base.view(3);
        assertThat(sibling.requiresGrad()).isFalse();
        view.add_(x.narrow(0, 0, 2));
        assertThat(history(base)).isEqualTo("CopySlices(None, SliceBackward0)");
        assertThat(base.isLeaf()).isFalse();
        assertThat(sibling.requiresGrad()).isTrue();
        assertThat(history(sibling)).isEqualTo("AsStridedBackward0(CopySlices)");
    }

    @Test
    void aViewMadeUnderNoGradRequiresWhatItsBaseDoes() {
        Tensor view = Autograd.noGrad(() -> x.view(-1));
        assertThat(view.requiresGrad()).isTrue();
        assertThat(view.isLeaf()).isTrue();
        assertThat(view.gradFn()).isNull();
    }

    @Test
    void aWriteUnderNoGradIsCountedAndNotRecorded() {
        Tensor y = x.mul(2);
        Node before = gradFn(y);
        int version = y.value().version();
        Autograd.noGrad(() -> {
            y.add_(1);
            x.sub_(0.5);
        });
        assertThat(gradFn(y)).isSameAs(before);
        assertThat(y.value().version()).isEqualTo(version + 1);
        assertThat(x.isLeaf()).isTrue();
    }
}
