package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.bools;
import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.OpCase.op;

import dev.vecgrad.Tensor;
import dev.vecgrad.nn.AttentionOptions;
import dev.vecgrad.nn.Attentions;
import java.util.List;

/** Attention in its forms. */
final class AttentionCases {
    private static final AttentionOptions PLAIN = Attentions.options();

    private AttentionCases() {}

    private static Tensor attention(AttentionOptions options, Tensor... in) {
        return Attentions.scaledDotProductAttention(in[0], in[1], in[2], options);
    }

    static List<OpCase> all() {
        String name = "scaled_dot_product_attention";
        return List.of(
                op(
                        name,
                        "F.scaled_dot_product_attention(a, b, c)",
                        in -> attention(PLAIN, in),
                        floats(2, 3, 4, 5),
                        floats(2, 3, 6, 5),
                        floats(2, 3, 6, 7)),
                op(
                        name,
                        "F.scaled_dot_product_attention(a, b, c, is_causal=True)",
                        in -> attention(PLAIN.isCausal(true), in),
                        floats(2, 1, 4, 5),
                        floats(2, 1, 6, 5),
                        floats(2, 1, 6, 5)),
                op(
                        name,
                        "F.scaled_dot_product_attention(a, b, c, is_causal=True, scale=0.3)",
                        in -> attention(PLAIN.isCausal(true).scale(0.3), in),
                        floats(6, 3),
                        floats(4, 3),
                        floats(4, 3)),
                op(
                        name,
                        "F.scaled_dot_product_attention(a, b, c, attn_mask=d)",
                        in -> attention(PLAIN.attnMask(in[3]), in),
                        floats(2, 2, 3, 4),
                        floats(2, 2, 5, 4),
                        floats(2, 2, 5, 4),
                        bools(3, 5)),
                op(
                        name,
                        "F.scaled_dot_product_attention(a, b, c, attn_mask=d)",
                        in -> attention(PLAIN.attnMask(in[3].to(in[0].dtype())), in),
                        floats(3, 3, 4),
                        floats(3, 5, 4),
                        floats(3, 5, 4),
                        floats(3, 1, 5).asConstant()),
                op(
                        name,
                        "F.scaled_dot_product_attention(a, b, c, attn_mask=d)",
                        in -> attention(PLAIN.attnMask(in[3]), in),
                        floats(2, 3, 4),
                        floats(2, 5, 4),
                        floats(2, 5, 4),
                        floats(3, 5)),
                op(
                                name,
                                "F.scaled_dot_product_attention(a, b, c, enable_gqa=True)",
                                in -> attention(PLAIN.enableGqa(true), in),
                                floats(1, 4, 2, 3),
                                floats(1, 2, 5, 3),
                                floats(1, 2, 5, 3))
                        .ofTheseSizes(),
                op(
                        name,
                        "F.scaled_dot_product_attention(a, b, c)",
                        in -> attention(PLAIN, in),
                        floats(2, 0, 3),
                        floats(2, 4, 3),
                        floats(2, 4, 3)),
                op(
                        name,
                        "F.scaled_dot_product_attention(a, b, c)",
                        in -> attention(PLAIN, in),
                        floats(1, 1),
                        floats(1, 1),
                        floats(1, 1)));
    }
}
