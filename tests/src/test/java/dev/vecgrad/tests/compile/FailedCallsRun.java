package dev.vecgrad.tests.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.IndexException;
import java.util.List;

/**
 * Every piece of work of every kind of training fails once in a later call before it has written anything, once when all is written, and once
 * in a first call. Nothing may have changed then, and the next call must give what it gives in a training that never fails. Prints for each
 * kind the steps of a call and how often one failed of each.
 */
public final class FailedCallsRun {
    private FailedCallsRun() {}

    /** Runs all kinds. */
    public static void main(String[] args) {
        for (CompiledTraining.Kind kind : CompiledTraining.Kind.values()) {
            CompiledTraining tried = new CompiledTraining(kind);
            int before = failLaterCalls(kind, tried, Failure.Moment.BEFORE);
            int after = failLaterCalls(kind, new CompiledTraining(kind), Failure.Moment.AFTER);
            int first = failFirstCalls(kind);
            System.out.println(kind + ", " + tried.steps() + ", " + before + ", " + after + ", " + first);
            giveWrongIndices(kind);
        }
    }

    private static int failFirstCalls(CompiledTraining.Kind kind) {
        CompiledTraining sound = new CompiledTraining(kind);
        String first = sound.call();
        String second = sound.call();
        int piece = 0;
        for (CompiledTraining tried = new CompiledTraining(kind);
                fails(tried, piece, Failure.Moment.BEFORE);
                tried = new CompiledTraining(kind)) {
            assertThat(tried.call()).as(kind + " after piece " + piece).isEqualTo(first);
            assertThat(tried.call()).isEqualTo(second);
            piece++;
        }
        return piece;
    }

    private static int failLaterCalls(CompiledTraining.Kind kind, CompiledTraining tried, Failure.Moment moment) {
        CompiledTraining sound = new CompiledTraining(kind);
        for (int call = 0; call < 2; call++) {
            assertThat(tried.call()).isEqualTo(sound.call());
        }
        int piece = 0;
        while (fails(tried, piece, moment)) {
            assertThat(tried.call()).as(kind + " after piece " + piece).isEqualTo(sound.call());
            piece++;
        }
        return piece;
    }

    /** Calls with a piece of work that fails. {@return whether there was such a piece} */
    private static boolean fails(CompiledTraining training, int piece, Failure.Moment moment) {
        String before = training.state();
        List<Tensor> next = training.next();
        Failure.after(piece, moment);
        try {
            Tensor _ = training.train(next);
            return false;
        } catch (Failure e) {
            Failure.none();
            assertThat(training.state()).as("piece " + piece + ", " + moment).isEqualTo(before);
            return true;
        } finally {
            Failure.none();
        }
    }

    private static void giveWrongIndices(CompiledTraining.Kind kind) {
        CompiledTraining tried = new CompiledTraining(kind);
        CompiledTraining sound = new CompiledTraining(kind);
        for (int call = 0; call < 3; call++) {
            String before = tried.state();
            assertThatThrownBy(() -> tried.callWithWrongIndex(false)).isInstanceOf(IndexException.class);
            assertThat(tried.state()).isEqualTo(before);
            if (tried.hasIndices()) {
                assertThatThrownBy(() -> tried.callWithWrongIndex(true)).isInstanceOf(IndexException.class);
                assertThat(tried.state()).isEqualTo(before);
            }
            assertThat(tried.call()).isEqualTo(sound.call());
        }
    }
}
