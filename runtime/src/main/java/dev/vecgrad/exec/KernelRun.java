package dev.vecgrad.exec;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A {@link WorkEvent} for the Flight Recorder. */
@Name("dev.vecgrad.Kernel")
@Label("Kernel")
@Category("vecgrad")
@StackTrace(false)
final class KernelRun extends Event {
    @Label("Op")
    String op = "";

    @Label("Kernel")
    String kernel = "";

    @Label("Shape")
    String shape = "";

    @Label("Device")
    String device = "";

    @Label("Bytes")
    @DataAmount
    long bytes;

    void commit(WorkEvent event) {
        if (shouldCommit()) {
            op = event.op();
            kernel = event.name();
            shape = event.shape();
            device = event.device();
            bytes = event.bytes();
            commit();
        }
    }
}
