package dev.vecgrad.plan;

import dev.vecgrad.exec.Effect;
import dev.vecgrad.memory.Storage;
import java.util.List;
import java.util.function.UnaryOperator;

/** The changes of Java state that belong to each call of a plan. Those of a call that fails are taken back. */
final class Effects {
    private final Effect[] effects;
    private final Runnable[] undos;
    private final UnaryOperator<Storage> memory;

    /** How many have happened in this call. */
    private int done;

    /**
     * The effects of a recording.
     *
     * @param memory gives the storage that has the memory which a storage stands for
     */
    Effects(List<Effect> effects, UnaryOperator<Storage> memory) {
        this.effects = effects.toArray(Effect[]::new);
        this.undos = new Runnable[this.effects.length];
        this.memory = memory;
    }

    /** Makes all changes, in order. */
    void happen() {
        for (Effect effect : effects) {
            undos[done] = effect.apply(memory);
            done++;
        }
    }

    /** Takes this call's changes back, the latest first. */
    void undo() {
        while (done > 0) {
            Runnable undo = undos[done - 1];
            forgetLatest();
            undo.run();
        }
    }

    /** Leaves this call's changes as they are. */
    void settle() {
        while (done > 0) {
            forgetLatest();
        }
    }

    private void forgetLatest() {
        done--;
        undos[done] = Effects::nothing;
    }

    /** In the place of what is not to be done any more, so that nothing is kept alive. */
    private static void nothing() {}
}
