package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.HookHandle;
import dev.vecgrad.core.Transfer;
import dev.vecgrad.exec.Tracing;
import dev.vecgrad.ops.Writing;
import dev.vecgrad.type.Device;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a model: parameters, buffers (tensors that belong to it and are not learnt) and modules inside it, each under a
 * name. Names and order of the state are PyTorch's, so that weights can be exchanged.
 *
 * <p>A subclass registers what it holds where it declares it:
 * {@snippet :
 * final class Net extends Layer {
 *     private final Linear hidden = register("hidden", new Linear(784, 256));
 *     private final Linear out = register("out", new Linear(256, 10));
 *
 *     @Override
 *     public Tensor forward(Tensor x) {
 *         return out.forward(hidden.forward(x).relu());
 *     }
 * }
 * }
 */
@SuppressWarnings("JavaLangClash")
public abstract class Module {
    private final SequencedMap<String, Parameter> parameters = new LinkedHashMap<>();
    private final SequencedMap<String, Tensor> buffers = new LinkedHashMap<>();
    private final SequencedMap<String, Module> children = new LinkedHashMap<>();
    private final Set<String> transients = new HashSet<>();
    private boolean training = true;
    private @Nullable ModuleHooks hooks;

    /** A module that holds nothing yet. */
    protected Module() {}

    // ---- what it holds

    /**
     * Makes a parameter part of this module. {@return the parameter}
     *
     * @throws IllegalArgumentException if the name is empty, taken, or has a point in it
     */
    protected final Parameter register(String name, Parameter parameter) {
        checkName(name);
        parameters.put(name, parameter);
        return parameter;
    }

    /**
     * Makes a module part of this one. {@return the module}
     *
     * @throws IllegalArgumentException if the name is empty, taken, or has a point in it
     */
    protected final <M extends Module> M register(String name, M child) {
        checkName(name);
        children.put(name, child);
        return child;
    }

    /**
     * Makes a tensor that is not learnt part of this module and its state. {@return a copy in memory that no scope frees, which is to be used}
     *
     * @throws IllegalArgumentException if the name is empty, taken, or has a point in it
     */
    protected final Tensor registerBuffer(String name, Tensor elements) {
        return registerBuffer(name, elements, true);
    }

    /**
     * The same; a buffer that is not persistent is no part of the state.
     *
     * @throws IllegalArgumentException if the name is empty, taken, or has a point in it
     */
    protected final Tensor registerBuffer(String name, Tensor elements, boolean persistent) {
        checkName(name);
        if (!persistent) {
            transients.add(name);
        }
        Tensor buffer = new Tensor(LongLived.copy(elements.value()));
        buffers.put(name, buffer);
        return buffer;
    }

    /** {@return a buffer with these elements; null if there are none} */
    final @Nullable Tensor optionalBuffer(String name, @Nullable Tensor elements) {
        return elements == null ? null : registerBuffer(name, elements);
    }

    private void checkName(String name) {
        if (name.isEmpty() || name.indexOf('.') >= 0) {
            throw new IllegalArgumentException(
                    "register: name can't be empty or contain \".\": the name is \"" + name + "\"");
        }
        if (parameters.containsKey(name) || buffers.containsKey(name) || children.containsKey(name)) {
            throw new IllegalArgumentException("register: attribute '" + name + "' already exists");
        }
    }

    /** {@return the modules directly inside this one by name} */
    public final SequencedMap<String, Module> namedChildren() {
        return Collections.unmodifiableSequencedMap(children);
    }

    /** {@return the modules directly inside this one} */
    public final Collection<Module> children() {
        return namedChildren().sequencedValues();
    }

    /** {@return this module, under the empty name, and all inside it by their paths, each once} */
    public final SequencedMap<String, Module> namedModules() {
        SequencedMap<String, Module> all = new LinkedHashMap<>();
        Set<Module> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        walk("", (path, module) -> {
            if (seen.add(module)) {
                all.put(path, module);
            }
        });
        return all;
    }

    /** {@return all parameters, those of modules inside too, by their paths, each once} */
    public final SequencedMap<String, Parameter> namedParameters() {
        return named(module -> module.parameters);
    }

    /** {@return all parameters, those of modules inside too, each once} */
    public final List<Parameter> parameters() {
        return List.copyOf(namedParameters().sequencedValues());
    }

    /** {@return all buffers, those of modules inside too, by their paths, each once} */
    public final SequencedMap<String, Tensor> namedBuffers() {
        return named(module -> module.buffers);
    }

    /** {@return all buffers, those of modules inside too, each once} */
    public final List<Tensor> buffers() {
        return List.copyOf(namedBuffers().sequencedValues());
    }

    private <T> SequencedMap<String, T> named(Function<Module, Map<String, T>> own) {
        SequencedMap<String, T> all = new LinkedHashMap<>();
        Set<T> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        namedModules()
                .forEach((path, module) -> own.apply(module).forEach((name, held) -> {
                    if (seen.add(held)) {
                        all.put(join(path, name), held);
                    }
                }));
        return all;
    }

    /** Visits this module and all inside it by their paths, a shared one once for each path, outer ones first. */
    private void walk(String path, BiConsumer<String, Module> visitor) {
        visitor.accept(path, this);
        children.forEach((name, child) -> child.walk(join(path, name), visitor));
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    // ---- what is done to it

    /** Calls {@code action} for all modules inside, inner ones first, and then for this one. {@return this} */
    public final Module apply(Consumer<Module> action) {
        children.values().forEach(child -> child.apply(action));
        action.accept(this);
        return this;
    }

    /** {@return whether it is in training mode, in which e.g. dropout drops; so at first} */
    public final boolean isTraining() {
        boolean current = training;
        if (Tracing.isOn()) {
            Tracing.guard(this, () -> training == current);
        }
        return current;
    }

    /** Sets training mode, in all modules inside too. {@return this} */
    public final Module train() {
        return train(true);
    }

    /** Sets or leaves training mode, in all modules inside too. {@return this} */
    public final Module train(boolean mode) {
        return apply(module -> module.training = mode);
    }

    /** Leaves training mode, in all modules inside too. {@return this} */
    public final Module eval() {
        return train(false);
    }

    /**
     * Moves all parameters with their gradients, and all buffers, to a device. An optimiser whose state is made before stays behind: move the
     * module first. {@return this}
     *
     * @throws dev.vecgrad.type.DeviceException if this machine has no such device
     */
    public final Module to(Device device) {
        parameters().forEach(parameter -> Transfer.move(parameter.value(), device));
        buffers().forEach(buffer -> Transfer.move(buffer.value(), device));
        return this;
    }

    /** Says whether all parameters require a gradient: false freezes them. {@return this} */
    public final Module requiresGrad_(boolean required) {
        parameters().forEach(parameter -> parameter.requiresGrad_(required));
        return this;
    }

    /** Drops all parameters' gradients. */
    public final void zeroGrad() {
        zeroGrad(true);
    }

    /** Drops all parameters' gradients or, if not {@code setToNull}, fills them with zeros. */
    public final void zeroGrad(boolean setToNull) {
        parameters().forEach(parameter -> Writing.zeroGrad(parameter.value(), setToNull));
    }

    // ---- hooks

    /**
     * Lets a hook see, and change, the inputs of each call. {@return what removes it}
     *
     * <p>Hooks of all kinds run, in the order in which they were registered, when the module is called by {@code call}, as a {@link
     * Sequential} calls what is in it; not when {@code forward} is called itself. That is PyTorch's rule.
     */
    public final HookHandle registerForwardPreHook(ForwardPreHook hook) {
        return hooksOrNew().before().add(hook);
    }

    /** Lets a hook see, and change, the result of each call. {@return what removes it} */
    public final HookHandle registerForwardHook(ForwardHook hook) {
        return hooksOrNew().after().add(hook);
    }

    /** Lets a hook see the gradients of inputs and result in each backward pass, and change those of the inputs. {@return what removes it} */
    public final HookHandle registerFullBackwardHook(BackwardHook hook) {
        return hooksOrNew().backward().add(hook);
    }

    private ModuleHooks hooksOrNew() {
        ModuleHooks known = hooks;
        if (known == null) {
            known = new ModuleHooks(this);
            hooks = known;
        }
        return known;
    }

    /** {@return the result of {@code forward} for these inputs, with the hooks that were registered} */
    protected final Tensor call(Function<List<Tensor>, Tensor> forward, Tensor... inputs) {
        ModuleHooks known = hooks;
        return known == null ? forward.apply(List.of(inputs)) : known.call(forward, List.of(inputs));
    }

    // ---- its state

    /**
     * {@return all parameters and persistent buffers by their paths, detached: they share memory with the module}; order and names are
     * PyTorch's
     */
    public final SequencedMap<String, Tensor> stateDict() {
        SequencedMap<String, Tensor> state = new LinkedHashMap<>();
        walk("", (path, module) -> {
            module.parameters.forEach((name, parameter) -> state.put(join(path, name), parameter.detach()));
            module.buffers.forEach((name, buffer) -> {
                if (!module.transients.contains(name)) {
                    state.put(join(path, name), buffer.detach());
                }
            });
        });
        return state;
    }

    /**
     * Copies a state into this module's parameters and buffers, converted to their dtypes.
     *
     * @throws StateDictException if a name is missing or unknown or a shape differs; then nothing is copied
     */
    public final void loadStateDict(Map<String, Tensor> state) {
        IncompatibleKeys _ = loadStateDict(state, true);
    }

    /**
     * The same; if not {@code strict}, names may be missing or unknown.
     *
     * @return the names that are missing or unknown
     * @throws StateDictException if a shape differs or, if strict, a name is missing or unknown; then nothing is copied
     */
    public final IncompatibleKeys loadStateDict(Map<String, Tensor> state, boolean strict) {
        return StateLoader.load(name(), stateDict(), state, strict);
    }

    // ---- its text

    /** {@return the name of its kind, as it is printed} */
    protected String name() {
        return getClass().getSimpleName();
    }

    /** {@return what is printed in the parentheses about the module itself, e.g. its sizes; empty for nothing} */
    protected String extraText() {
        return "";
    }

    /** {@return what is printed about the modules inside, an entry for each} */
    List<String> childLines() {
        List<String> lines = new ArrayList<>();
        children.forEach((name, child) -> lines.add("(" + name + "): " + child));
        return lines;
    }

    /** {@return what PyTorch prints for a module: its kind, its settings, and the modules inside by name} */
    @Override
    public final String toString() {
        List<String> lines = new ArrayList<>();
        extraText().lines().forEach(lines::add);
        if (lines.size() == 1 && children.isEmpty()) {
            return name() + "(" + lines.getFirst() + ")";
        }
        childLines().forEach(line -> lines.add(line.replace("\n", "\n  ")));
        return lines.isEmpty() ? name() + "()" : name() + "(\n  " + String.join("\n  ", lines) + "\n)";
    }
}
