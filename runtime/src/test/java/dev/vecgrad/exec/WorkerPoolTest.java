package dev.vecgrad.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.spi.Workers.RangeTask;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerPoolTest {
    private final WorkerPool pool = new WorkerPool(4);
    private final AtomicLong done = new AtomicLong();

    @AfterEach
    void endWorkers() {
        pool.setParallelism(1);
    }

    private static AtomicIntegerArray visits(WorkerPool pool, int units, long grain) {
        AtomicIntegerArray visits = new AtomicIntegerArray(units);
        pool.forEach(units, grain, (begin, end) -> {
            for (long i = begin; i < end; i++) {
                visits.incrementAndGet((int) i);
            }
        });
        return visits;
    }

    @ParameterizedTest
    @CsvSource({
        "1,1",
        "2,1",
        "3,1",
        "4,1",
        "5,1",
        "17,1",
        "1000,1",
        "1000,7",
        "1000,999",
        "1000,1000",
        "4096,64",
        "4097,64"
    })
    void everyUnitIsDoneOnce(int units, long grain) {
        for (int round = 0; round < 50; round++) {
            AtomicIntegerArray visits = visits(pool, units, grain);
            for (int i = 0; i < units; i++) {
                assertThat(visits.get(i)).as("unit %d", i).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1000,7", "4097,64", "100000,1", "12345,1000"})
    void rangesAreMultiplesOfTheGrainButForTheLast(long units, long grain) {
        pool.forEach(units, grain, (begin, end) -> {
            assertThat(begin % grain).isZero();
            assertThat(end == units || end % grain == 0).isTrue();
            assertThat(begin).isLessThan(end);
        });
    }

    @Test
    void noUnitsIsNoWork() {
        pool.forEach(0, 1, (_, _) -> {
            throw new AssertionError("nothing to do");
        });
    }

    @Test
    void aGrainThatIsNotPositiveIsAnError() {
        assertThatThrownBy(() -> pool.forEach(10, 0, (_, _) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("grain");
    }

    @Test
    void hugeCountsDoNotOverflow() {
        AtomicLong sum = new AtomicLong();
        pool.forEach(Long.MAX_VALUE, 3, (begin, end) -> sum.addAndGet(end - begin));
        assertThat(sum).hasValue(Long.MAX_VALUE);
    }

    @Test
    void workOfOneGrainStaysOnTheCallingThread() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        pool.forEach(100, 100, (_, _) -> threads.add(Thread.currentThread()));
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    /** {@return the threads that take part when four are needed at once} */
    private Set<Thread> fourAtOnce() {
        CountDownLatch allAtOnce = new CountDownLatch(4);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        pool.forEach(4, 1, (_, _) -> {
            threads.add(Thread.currentThread());
            allAtOnce.countDown();
            await(allAtOnce);
        });
        return threads;
    }

    @Test
    void severalThreadsTakePart() {
        Set<Thread> threads = fourAtOnce();
        assertThat(threads).hasSize(4).contains(Thread.currentThread());
        threads.remove(Thread.currentThread());
        assertThat(threads).allMatch(Thread::isDaemon);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void sleepingWorkersWakeUp() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            assertThat(fourAtOnce()).hasSize(4);
            Thread.sleep(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 500, 999})
    void theFirstExceptionReachesTheCallerAfterAllHaveEnded(int failing) {
        for (int round = 0; round < 50; round++) {
            AtomicInteger running = new AtomicInteger();
            assertThatThrownBy(() -> pool.forEach(1000, 1, (begin, end) -> {
                        running.incrementAndGet();
                        try {
                            if (begin <= failing && failing < end) {
                                throw new ArithmeticException("unit " + failing);
                            }
                        } finally {
                            running.decrementAndGet();
                        }
                    }))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessage("unit " + failing);
            assertThat(running).hasValue(0);
        }
        assertThat(visits(pool, 100, 1).get(99)).isEqualTo(1);
    }

    @Test
    void anErrorOfAWorkerReachesTheCallerAsItIs() {
        Thread caller = Thread.currentThread();
        CountDownLatch thrown = new CountDownLatch(1);
        assertThatThrownBy(() -> pool.forEach(4, 1, (_, _) -> {
                    if (Thread.currentThread().equals(caller)) {
                        await(thrown);
                    } else {
                        thrown.countDown();
                        throw new StackOverflowError("of a worker");
                    }
                }))
                .isInstanceOf(StackOverflowError.class)
                .hasMessage("of a worker");
    }

    @Test
    void nestedWorkRunsOnTheThreadThatAsksForIt() {
        AtomicIntegerArray visits = new AtomicIntegerArray(100);
        pool.forEach(10, 1, (begin, end) -> {
            Thread outer = Thread.currentThread();
            for (long i = begin; i < end; i++) {
                long row = i;
                pool.forEach(10, 1, (from, to) -> {
                    assertThat(Thread.currentThread()).isSameAs(outer);
                    for (long j = from; j < to; j++) {
                        visits.incrementAndGet((int) (row * 10 + j));
                    }
                });
            }
        });
        for (int i = 0; i < 100; i++) {
            assertThat(visits.get(i)).isEqualTo(1);
        }
    }

    @Test
    void aCallerThatFindsThePoolBusyWorksItself() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        Thread first = Thread.ofPlatform()
                .start(() -> pool.forEach(4, 1, (_, _) -> {
                    started.countDown();
                    await(finish);
                }));
        started.await();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        pool.forEach(1000, 1, (_, _) -> threads.add(Thread.currentThread()));
        finish.countDown();
        first.join();
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void manyCallersAtOnce(boolean virtual) throws InterruptedException {
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> callers = new ArrayList<>();
        for (int t = 0; t < 20; t++) {
            Thread.Builder kind = virtual ? Thread.ofVirtual() : Thread.ofPlatform();
            callers.add(kind.start(() -> {
                try {
                    for (int round = 0; round < 200; round++) {
                        AtomicLong sum = new AtomicLong();
                        pool.forEach(1000, 10, (begin, end) -> sum.addAndGet(sumOf(begin, end)));
                        assertThat(sum).hasValue(sumOf(0, 1000));
                    }
                } catch (Throwable e) {
                    failures.add(e);
                }
            }));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(failures).isEmpty();
    }

    private static long sumOf(long begin, long end) {
        long sum = 0;
        for (long i = begin; i < end; i++) {
            sum += i;
        }
        return sum;
    }

    @Test
    void theNumberOfThreadsMayChangeWhileWorkRuns() throws InterruptedException {
        Thread setter = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 2000; i++) {
                pool.setParallelism(1 + i % 6);
                Thread.onSpinWait();
            }
        });
        while (setter.isAlive()) {
            AtomicIntegerArray visits = visits(pool, 64, 1);
            for (int i = 0; i < 64; i++) {
                assertThat(visits.get(i)).isEqualTo(1);
            }
        }
        setter.join();
        pool.setParallelism(4);
        assertThat(fourAtOnce()).hasSize(4);
    }

    @Test
    void aTaskMayChangeTheNumberOfThreads() {
        pool.forEach(8, 1, (_, _) -> pool.setParallelism(2));
        assertThat(pool.parallelism()).isEqualTo(2);
    }

    @Test
    void superfluousWorkersEnd() throws InterruptedException {
        Set<Thread> workers = fourAtOnce();
        workers.remove(Thread.currentThread());
        pool.setParallelism(1);
        for (Thread worker : workers) {
            worker.join();
        }
        assertThat(workers).hasSize(3).noneMatch(Thread::isAlive);
    }

    @Test
    void anInterruptedCallerGetsItsResultAndStaysInterrupted() {
        Thread caller = Thread.currentThread();
        AtomicInteger done = new AtomicInteger();
        pool.forEach(2, 1, (_, _) -> {
            caller.interrupt();
            long end = System.nanoTime() + 2_000_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            done.incrementAndGet();
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).hasValue(2);
    }

    @Test
    void theNumberOfThreadsIsPositive() {
        assertThat(Threads.get()).isPositive();
        assertThatThrownBy(() -> pool.setParallelism(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
        assertThatThrownBy(() -> Threads.parse("two"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("vecgrad.threads")
                .hasMessageContaining("'two'");
        assertThat(Threads.parse(" 3 ")).isEqualTo(3);
    }

    @Test
    void settingTheSharedPoolsThreadsIsSeen() {
        int before = Threads.get();
        assertThatCode(() -> Threads.set(3)).doesNotThrowAnyException();
        assertThat(Threads.get()).isEqualTo(3);
        Threads.set(before);
    }

    /** One of two jobs is used again unless a worker still looks at it. */
    @Test
    void workIsDividedWithoutObjectsOfItsOwn() {
        RangeTask task = (begin, end) -> done.addAndGet(end - begin);
        int rounds = 20_000;
        run(rounds, task);
        long before = allocated();
        run(rounds, task);
        assertThat(done).hasValue(2L * rounds * 64);
        assertThat((allocated() - before) / rounds).as("bytes a work").isLessThan(100);
    }

    private void run(int rounds, RangeTask task) {
        for (int round = 0; round < rounds; round++) {
            pool.forEach(64, 1, task);
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
