package dev.vecgrad.exec;

import java.lang.StackWalker.StackFrame;

/** Which method of the library that users call stands nearest on the stack. */
final class AskingOp {
    private static final String ROOT = "dev.vecgrad.";
    private static final StackWalker STACK = StackWalker.getInstance();

    private AskingOp() {}

    /** {@return its name; empty if there is none} */
    static String name() {
        return STACK.walk(frames -> frames.filter(AskingOp::isAsking)
                .map(StackFrame::getMethodName)
                .findFirst()
                .orElse(""));
    }

    private static boolean isAsking(StackFrame frame) {
        String name = frame.getClassName();
        return !frame.getMethodName().contains("$")
                && (name.equals(ROOT + "Tensor")
                        || name.startsWith(ROOT + "ops.") && name.endsWith("Methods")
                        || name.startsWith(ROOT + "nn.")
                        || name.startsWith(ROOT + "optim."));
    }
}
