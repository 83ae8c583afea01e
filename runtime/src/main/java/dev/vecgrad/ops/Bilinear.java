package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Rule;
import dev.vecgrad.core.SavedValue;
import dev.vecgrad.core.Value;
import dev.vecgrad.exec.Launcher;
import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.Convolution;
import dev.vecgrad.ir.Region;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/*
 * A convolution multiplies an image by a weight, and the three of image, weight and result are bound by one sum of products over all triples
 * that belong together. Each of the three is computed from the gradients of the other two by one of three calls, which is why those are
 * each other's gradients, of all orders.
 */
/**
 * The three products between images, weights and results that lie on a grid. Batches of images and results have one or two dims after
 * their channels.
 *
 * @param grid how a weight lies on an image
 */
record Bilinear(Convolution.Grid grid) {
    /** The name of the node of a convolution. */
    static final String CONVOLUTION = "ConvolutionBackward0";

    private static final String SECOND = "ConvolutionBackwardBackward0";

    /** {@return results of this shape} */
    Value result(String node, Value image, Value weight, @Nullable Value bias, Shape shape) {
        Value out = run(new Convolution.Forward(grid, bias != null), shape, operands(image, weight, bias));
        Shape images = image.shape();
        Shape weights = weight.shape();
        boolean biased = bias != null;
        return record(node, operands(image, weight, bias), out, call -> new @Nullable Value[] {
            call.needs(0) ? image(SECOND, call.gradient(), call.saved(1), null, images) : null,
            call.needs(1) ? weight(call.saved(0), call.gradient(), weights) : null,
            biased && call.needs(2) ? overChannels(call.gradient()) : null
        });
    }

    /** {@return images of this shape} */
    Value image(String node, Value result, Value weight, @Nullable Value bias, Shape shape) {
        Value out = run(new Convolution.Transposed(grid, bias != null), shape, operands(result, weight, bias));
        Shape results = result.shape();
        Shape weights = weight.shape();
        boolean biased = bias != null;
        return record(node, operands(result, weight, bias), out, call -> new @Nullable Value[] {
            call.needs(0) ? result(SECOND, call.gradient(), call.saved(1), null, results) : null,
            call.needs(1) ? weight(call.gradient(), call.saved(0), weights) : null,
            biased && call.needs(2) ? overChannels(call.gradient()) : null
        });
    }

    /** {@return what belongs to a weight of this shape} */
    private Value weight(Value image, Value result, Shape shape) {
        Value[] operands = {image, result};
        Value out = run(new Convolution.OfWeight(grid), shape, operands);
        Shape images = image.shape();
        Shape results = result.shape();
        return record(SECOND, operands, out, call -> new @Nullable Value[] {
            call.needs(0) ? image(SECOND, call.saved(1), call.gradient(), null, images) : null,
            call.needs(1) ? result(SECOND, call.saved(0), call.gradient(), null, results) : null
        });
    }

    private static Value record(String node, Value[] operands, Value out, Rule rule) {
        return Recorder.record(node, operands, out, rule, SavedValue.of(operands[0]), SavedValue.of(operands[1]));
    }

    private static Value[] operands(Value first, Value second, @Nullable Value bias) {
        return bias == null ? new Value[] {first, second} : new Value[] {first, second, bias};
    }

    /** {@return the sum over all dims but the channels} */
    private static Value overChannels(Value gradient) {
        int[] dims = IntStream.range(0, gradient.rank()).filter(d -> d != 1).toArray();
        return Reductions.sum(gradient, false, dims);
    }

    private static Value run(Call call, Shape shape, Value... operands) {
        Value out = Value.empty(operands[0].dtype(), shape, operands[0].device());
        List<Value> dense = new ArrayList<>();
        for (Value operand : operands) {
            dense.add(Arithmetic.contiguous(operand.detach()));
        }
        dense.add(out);
        List<Region> regions = dense.stream().map(Bilinear::region).toList();
        Storage[] storages = dense.stream().map(Value::storage).toArray(Storage[]::new);
        Launcher.run(out.device(), call, regions, storages);
        return out;
    }

    /** A missing dim of rows has size 1. */
    private static Region region(Value x) {
        Shape shape = x.rank() == 3
                ? Shape.of(x.shape().size(0), x.shape().size(1), 1, x.shape().size(2))
                : x.shape();
        return new Region(x.dtype(), shape.toArray(), shape.contiguousStrides(), x.offset());
    }
}
