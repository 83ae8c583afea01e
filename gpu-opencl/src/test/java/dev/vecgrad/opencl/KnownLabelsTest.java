package dev.vecgrad.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.compile.Compiled;
import dev.vecgrad.nn.CrossEntropyLoss;
import dev.vecgrad.nn.CrossEntropyOptions;
import dev.vecgrad.nn.Losses;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.IndexException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Labels on a device: what the host has brought it need not read back, unless somebody has written there since. */
class KnownLabelsTest {
    private static final int CLASSES = 4;
    private static final long COUNT = Long.BYTES;

    private final Device device = Device.opencl(0);
    private OpenClBackend backend;
    private Tensor logits;

    @BeforeEach
    void open() {
        backend = RequireOpenCl.get();
        logits = Tensor.zeros(3, CLASSES).to(device);
    }

    @AfterEach
    void restoreDefault() {
        Device.setDefault(Device.CPU);
    }

    /** {@return the bytes that come back while {@code work} runs} */
    private long bytesBack(Runnable work) {
        long before = backend.queue().transfers().counts().bytesRead();
        work.run();
        return backend.queue().transfers().counts().bytesRead() - before;
    }

    private long bytesBackOfLoss(Tensor labels) {
        return bytesBack(() -> loss(logits, labels));
    }

    private static Tensor loss(Tensor logits, Tensor labels) {
        return Losses.crossEntropy(logits, labels);
    }

    private static Tensor labels() {
        return Tensor.of(0L, 3L, 1L);
    }

    private void assertOutOfBounds(Tensor labels, long first) {
        assertThatThrownBy(() -> loss(logits, labels))
                .isInstanceOf(IndexException.class)
                .hasMessage("cross_entropy: Target " + first + " is out of bounds.: labels are from 0 to 3");
    }

    // ---- known

    @Test
    void whatWasCopiedThereIsKnown() {
        assertThat(bytesBackOfLoss(labels().to(device))).isZero();
        assertThat(bytesBackOfLoss(labels().to(DType.INT32).to(device))).isZero();
        assertThat(bytesBackOfLoss(Tensor.of(9L, 0L, 3L, 1L, 9L).narrow(0, 1, 3).to(device)))
                .isZero();
    }

    @Test
    void whatWasMadeThereOfAnArrayIsKnown() {
        Device.setDefault(device);
        assertThat(bytesBackOfLoss(labels())).isZero();
        assertThat(bytesBackOfLoss(Tensor.of(0, 3, 1))).isZero();
    }

    @Test
    void aViewIsKnownByAllThatIsThere() {
        assertThat(bytesBackOfLoss(Tensor.of(0L, 2L, 3L, 0L, 1L, 2L).to(device).slice(0, 0, 6, 2)))
                .isZero();
        assertThat(bytesBackOfLoss(Tensor.of(0L, 3L, 1L, 9L).to(device).narrow(0, 0, 3)))
                .isEqualTo(COUNT);
    }

    @Test
    void whatTheDeviceHasMadeIsNotKnown() {
        assertThat(bytesBackOfLoss(labels().to(device).clone())).isEqualTo(COUNT);
    }

    // ---- written

    static Stream<Arguments> writes() {
        Device device = Device.opencl(0);
        return Stream.of(
                write("add", labels -> labels.add_(0L)),
                write("add to a view", labels -> labels.narrow(0, 2, 1).add_(0L)),
                write("add to what shares the memory", labels -> labels.detach().add_(0L)),
                write("copy from the host", labels -> labels.copy_(labels())),
                write(
                        "copy from the host to a view",
                        labels -> labels.select(0, 0).copy_(Tensor.of(2L))),
                write(
                        "put",
                        labels -> labels.put_(
                                Tensor.of(1L).to(device), Tensor.of(2L).to(device))),
                write("fill rows", labels -> labels.indexFill_(0, Tensor.of(1L).to(device), 2)),
                write(
                        "compiled",
                        labels -> Compiled.of((Tensor x) -> x.add_(0L)).call(labels)),
                write(
                        "compiled, captured",
                        labels -> Compiled.of(() -> labels.add_(0L)).call()));
    }

    private static Arguments write(String name, Consumer<Tensor> write) {
        return Arguments.of(name, write);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writes")
    void whatWasWrittenIsNotKnown(String name, Consumer<Tensor> write) {
        Tensor labels = labels().to(device);
        write.accept(labels);
        assertThat(bytesBackOfLoss(labels)).as(name).isEqualTo(COUNT);
    }

    @Test
    void whatIsOnlyReadStaysKnown() {
        Tensor labels = labels().to(device);
        Tensor _ = labels.add(7L).sum();
        Tensor _ = Compiled.of((Tensor x) -> x.add(1L)).call(labels);
        assertThat(labels.toArray()).isEqualTo(new long[] {0, 3, 1});
        assertThat(bytesBackOfLoss(labels)).isZero();
    }

    @Test
    void aWriteThatFailsMakesItUnknownToo() {
        Tensor labels = labels().to(device);
        assertThatThrownBy(() ->
                        labels.put_(Tensor.of(7L).to(device), Tensor.of(2L).to(device)))
                .isInstanceOf(IndexException.class);
        assertThat(bytesBackOfLoss(labels)).isEqualTo(COUNT);
    }

    // ---- out of bounds

    @Test
    void aWrongLabelIsTheLossesError() {
        assertOutOfBounds(Tensor.of(0L, CLASSES, 1L).to(device), CLASSES);
        assertOutOfBounds(Tensor.of(0L, -1L, 1L).to(device), -1);
        assertOutOfBounds(Tensor.of(0L, Long.MIN_VALUE, Long.MAX_VALUE).to(device), Long.MIN_VALUE);
        assertOutOfBounds(Tensor.of(0, 3, 1 << 31).to(device), Integer.MIN_VALUE);
    }

    @Test
    void aLabelThatBecomesWrongThereIsTheLossesError() {
        Tensor labels = labels().to(device);
        Tensor _ = loss(logits, labels);
        labels.narrow(0, 2, 1).add_(40L);
        assertOutOfBounds(labels, 41);
    }

    @Test
    void anIgnoredLabelIsNotWrong() {
        CrossEntropyOptions outside = CrossEntropyLoss.options().ignoreIndex(-100);
        CrossEntropyOptions inside = CrossEntropyLoss.options().ignoreIndex(3);
        Tensor ignored = Tensor.of(0L, -100L, 1L).to(device);
        Tensor known = labels().to(device);
        assertThat(bytesBack(() -> Losses.crossEntropy(logits, ignored, outside)))
                .isEqualTo(COUNT);
        assertThat(bytesBack(() -> Losses.crossEntropy(logits, known, outside))).isZero();
        assertThat(bytesBack(() -> Losses.crossEntropy(logits, known, inside))).isZero();
        assertOutOfBounds(Tensor.of(0L, -101L, 1L).to(device), -101);
    }

    // ---- compiled

    @Test
    void aCompiledLossAsksAnewAtEachCall() {
        Compiled loss = Compiled.of(KnownLabelsTest::loss);
        Tensor known = labels().to(device);
        Tensor unknown = known.clone();
        Tensor wrong = known.add(40L);
        Tensor _ = loss.call(logits, unknown);
        for (int i = 0; i < 2; i++) {
            assertThat(bytesBack(() -> loss.call(logits, known))).isZero();
            assertThat(bytesBack(() -> loss.call(logits, unknown))).isEqualTo(COUNT);
            assertThatThrownBy(() -> loss.call(logits, wrong)).isInstanceOf(IndexException.class);
        }
        known.add_(40L);
        assertThatThrownBy(() -> loss.call(logits, known)).isInstanceOf(IndexException.class);
        assertThat(loss.plans()).isOne();
    }

    @Test
    void aCompiledLossOfCapturedLabelsAsksToo() {
        Tensor labels = labels().to(device);
        Compiled loss = Compiled.of((Tensor x) -> loss(x, labels));
        Tensor _ = loss.call(logits);
        assertThat(bytesBack(() -> loss.call(logits))).isZero();
        labels.add_(40L);
        assertThatThrownBy(() -> loss.call(logits)).isInstanceOf(IndexException.class);
    }

    @Test
    void aFunctionThatWritesItsLabelsIsNotFooled() {
        Tensor labels = labels().to(device);
        Compiled loss =
                Compiled.ofMany(args -> List.of(loss(args.get(0), args.get(1).add_(args.get(2)))));
        Tensor nothing = Tensor.of(0L).to(device);
        Tensor much = Tensor.of(40L).to(device);
        assertThatThrownBy(() -> loss.callMany(List.of(logits, labels, much)))
                .isInstanceOf(IndexException.class)
                .hasMessageStartingWith("cross_entropy: Target 40 is out of bounds");
        assertThat(labels.toArray()).isEqualTo(new long[] {0, 3, 1});
        List<Tensor> _ = loss.callMany(List.of(logits, labels, nothing));
    }
}
