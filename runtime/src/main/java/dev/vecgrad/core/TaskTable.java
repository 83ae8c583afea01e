package dev.vecgrad.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tasks by their nodes: open addressing by the nodes' times, which spread well and need no identity hash. */
final class TaskTable {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private int bits = 5;
    private @Nullable NodeTask[] slots = new @Nullable NodeTask[1 << bits];
    private int size;

    /** {@return the task of a node, null if there is none} */
    @Nullable
    NodeTask get(Node node) {
        return slots[slot(node)];
    }

    /** Enters the task of a node that has none. */
    void add(NodeTask task) {
        if (2 * ++size > slots.length) {
            grow();
        }
        slots[slot(task.node())] = task;
    }

    /** Where the task of a node is, or would be. */
    private int slot(Node node) {
        int mask = slots.length - 1;
        int i = (int) (node.time() * GOLDEN >>> Long.SIZE - bits);
        NodeTask task = slots[i];
        while (task != null && task.node() != node) {
            i = i + 1 & mask;
            task = slots[i];
        }
        return i;
    }

    private void grow() {
        List<NodeTask> tasks = all();
        bits += 2;
        slots = new @Nullable NodeTask[1 << bits];
        for (NodeTask task : tasks) {
            slots[slot(task.node())] = task;
        }
    }

    /** {@return the tasks in no order} */
    List<NodeTask> all() {
        List<NodeTask> tasks = new ArrayList<>(size);
        for (NodeTask task : slots) {
            if (task != null) {
                tasks.add(task);
            }
        }
        return tasks;
    }
}
