package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.GradMode;
import dev.vecgrad.core.HookList;
import java.util.List;
import java.util.function.Function;

/** The hooks of one module. */
final class ModuleHooks {
    private final Module module;
    private final HookList<ForwardPreHook> before = new HookList<>();
    private final HookList<ForwardHook> after = new HookList<>();
    private final HookList<BackwardHook> backward = new HookList<>();

    ModuleHooks(Module module) {
        this.module = module;
    }

    HookList<ForwardPreHook> before() {
        return before;
    }

    HookList<ForwardHook> after() {
        return after;
    }

    HookList<BackwardHook> backward() {
        return backward;
    }

    Tensor call(Function<List<Tensor>, Tensor> forward, List<Tensor> given) {
        List<Tensor> inputs = given;
        for (ForwardPreHook hook : before.hooks()) {
            List<Tensor> other = hook.apply(module, inputs);
            inputs = other == null ? inputs : other;
        }
        if (backward.isEmpty() || !GradMode.isEnabled()) {
            return after(inputs, forward.apply(inputs));
        }
        BackwardHooks call = new BackwardHooks(module, backward.hooks(), inputs);
        List<Tensor> seen = call.inputs();
        return call.output(after(seen, forward.apply(seen)));
    }

    private Tensor after(List<Tensor> inputs, Tensor result) {
        Tensor output = result;
        for (ForwardHook hook : after.hooks()) {
            Tensor other = hook.apply(module, inputs, output);
            output = other == null ? output : other;
        }
        return output;
    }
}
