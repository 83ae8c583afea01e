package dev.vecgrad.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.ir.Access;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.ir.Space;
import dev.vecgrad.memory.Lifetime;
import dev.vecgrad.memory.Scope;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.spi.Kernel;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.ReleasedException;
import dev.vecgrad.type.VecgradException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The launcher with kernels that do harm while they run: collect, release, and take memory again. */
class LauncherTest {
    private static final int BYTES = 400;
    private static final Launch LAUNCH = Launch.map(new long[] {100}, new long[] {0}, new long[][] {{1}}, new long[0]);

    private static Executable executable(Kernel kernel) {
        Operand operand = new Operand(DType.FLOAT32, Access.UNIT);
        return new Executable(
                Device.CPU,
                new KernelSpec(Space.MAP, List.of(operand), List.of(), List.of(), List.of(), List.of()),
                kernel);
    }

    private static Storage storage() {
        return Storage.allocate(Device.CPU, BYTES, Lifetime.SHORT);
    }

    @Test
    void aStorageThatOnlyARunningKernelUsesIsNotCollected() {
        AtomicBoolean collect = new AtomicBoolean();
        AtomicLong collected = new AtomicLong();
        List<WeakReference<Storage>> running = new ArrayList<>();
        Executable kernel = executable((_, _, _) -> {
            if (collect.get()) {
                System.gc();
                collected.addAndGet(running.getLast().refersTo(null) ? 1 : 0);
            }
        });
        for (int i = 0; i < 30_000; i++) {
            launchOnTemporary(kernel, running);
            running.clear();
        }
        collect.set(true);
        for (int i = 0; i < 20; i++) {
            launchOnTemporary(kernel, running);
        }
        assertThat(running).hasSize(20);
        assertThat(collected).hasValue(0);
    }

    private static void launchOnTemporary(Executable kernel, List<WeakReference<Storage>> running) {
        Storage[] operands = {storage()};
        running.add(new WeakReference<>(operands[0]));
        Launcher.launch(kernel, LAUNCH, operands);
    }

    @Test
    void memoryReleasedDuringAKernelIsNotTakenAgainBeforeItsEnd() {
        Storage operand = storage();
        Executable kernel = executable((_, addresses, _) -> {
            MemorySegment seen = MemorySegment.ofAddress(addresses[0]).reinterpret(BYTES);
            seen.fill((byte) 1);
            operand.release();
            overwriteMuch();
            assertThat(seen.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 1);
            assertThat(seen.get(ValueLayout.JAVA_BYTE, BYTES - 1)).isEqualTo((byte) 1);
        });
        Launcher.launch(kernel, LAUNCH, new Storage[] {operand});
        assertThatThrownBy(() -> Launcher.launch(kernel, LAUNCH, new Storage[] {operand}))
                .isInstanceOf(ReleasedException.class);
    }

    private static void overwriteMuch() {
        Executable fill = executable((_, addresses, _) ->
                MemorySegment.ofAddress(addresses[0]).reinterpret(BYTES).fill((byte) 2));
        try (Scope _ = Scope.open()) {
            for (int i = 0; i < 500; i++) {
                Storage other = storage();
                Launcher.launch(fill, LAUNCH, new Storage[] {other});
                other.release();
            }
        }
    }

    @Test
    void aKernelThatThrowsEndsItsEpoch() {
        Storage operand = storage();
        AtomicLong address = new AtomicLong();
        Executable failing = executable((_, addresses, _) -> {
            address.set(addresses[0]);
            throw new ArithmeticException("kernel");
        });
        assertThatThrownBy(() -> Launcher.launch(failing, LAUNCH, new Storage[] {operand}))
                .isInstanceOf(ArithmeticException.class);
        operand.release();
        assertThat(isTakenAgain(address.get())).isTrue();
    }

    private static boolean isTakenAgain(long address) {
        AtomicBoolean found = new AtomicBoolean();
        Executable look = executable((_, addresses, _) -> found.compareAndSet(false, addresses[0] == address));
        for (int i = 0; i < 100_000 && !found.get(); i++) {
            Storage other = storage();
            Launcher.launch(look, LAUNCH, new Storage[] {other});
            other.release();
        }
        return found.get();
    }

    @Test
    void elementsOutsideTheStorageAreAnErrorBeforeAnythingRuns() {
        AtomicBoolean ran = new AtomicBoolean();
        Executable kernel = executable((_, _, _) -> ran.set(true));
        Launch tooLong = Launch.map(new long[] {101}, new long[] {0}, new long[][] {{1}}, new long[0]);
        assertThatThrownBy(() -> Launcher.launch(kernel, tooLong, new Storage[] {storage()}))
                .isInstanceOf(VecgradException.class);
        assertThat(ran).isFalse();
    }
}
