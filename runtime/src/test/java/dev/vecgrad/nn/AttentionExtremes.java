package dev.vecgrad.nn;

import dev.vecgrad.nn.AttentionLayersTest.Call;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Attention and transformer layers that get no sample, one element, or numbers as large and small as float64 or float32 take. */
final class AttentionExtremes {
    private static final String LARGEST = "extreme";

    private AttentionExtremes() {}

    /** {@return the cases whose numbers a dtype can hold} */
    static Stream<Arguments> cases(DType dtype) {
        List<Arguments> all = new ArrayList<>();
        for (String which : List.of("empty", "one", LARGEST, "extreme32")) {
            if (dtype == DType.FLOAT64 || !which.equals(LARGEST)) {
                all.addAll(cases(" " + which, dtype));
            }
        }
        return all.stream();
    }

    /** {@return the cases that refuse what they get: too many features, or bools} */
    static Stream<Arguments> refusals() {
        return Stream.of(" wrong", " bool").flatMap(which -> cases(which, DType.FLOAT64).stream());
    }

    private static List<Arguments> cases(String which, DType dtype) {
        TransformerOptions blocks = AttentionLayersTest.BLOCK.batchFirst(true).dtype(dtype);
        DecoderCall none = DecoderCall.options();
        var self = new MultiheadAttention(4, 2, AttentionLayersTest.OPTIONS.dtype(dtype));
        var block = new TransformerEncoderLayer(4, 2, blocks);
        var encoder = new TransformerEncoder(new TransformerEncoderLayer(4, 2, blocks), 2, norm(blocks));
        var decoderBlock = new TransformerDecoderLayer(4, 2, blocks);
        var decoder = new TransformerDecoder(new TransformerDecoderLayer(4, 2, blocks), 2, norm(blocks));
        var transformer = new Transformer(4, 2, 1, 2, blocks);
        return List.of(
                of("self" + which, self, (q, k, v) -> self.forward(q, k, v, AttentionCall.options())),
                of("block" + which, block, (x, _, _) -> AttentionLayersTest.result(block.forward(x))),
                of("encoder" + which, encoder, (x, _, _) -> AttentionLayersTest.result(encoder.forward(x))),
                of(
                        "decoder block" + which,
                        decoderBlock,
                        (x, memory, _) -> AttentionLayersTest.result(decoderBlock.forward(x, memory, none))),
                of(
                        "decoder" + which,
                        decoder,
                        (x, memory, _) -> AttentionLayersTest.result(decoder.forward(x, memory, none))),
                of(
                        "transformer" + which,
                        transformer,
                        (src, x, _) -> AttentionLayersTest.result(transformer.forward(src, x))));
    }

    private static LayerNorm norm(TransformerOptions blocks) {
        return new LayerNorm(Shape.of(4), blocks.norms());
    }

    private static Arguments of(String name, Module module, Call call) {
        return Arguments.of(name, module, call);
    }
}
