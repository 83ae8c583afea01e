package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.Input.indices;
import static dev.vecgrad.tests.cases.Input.positives;
import static dev.vecgrad.tests.cases.Input.units;
import static dev.vecgrad.tests.cases.OpCase.op;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Value;
import dev.vecgrad.nn.BCELoss;
import dev.vecgrad.nn.BCEWithLogitsLoss;
import dev.vecgrad.nn.CosineEmbeddingLoss;
import dev.vecgrad.nn.CrossEntropyLoss;
import dev.vecgrad.nn.KLDivLoss;
import dev.vecgrad.nn.Losses;
import dev.vecgrad.nn.MarginRankingLoss;
import dev.vecgrad.nn.MultiLabelSoftMarginLoss;
import dev.vecgrad.nn.MultiMarginLoss;
import dev.vecgrad.nn.NLLLoss;
import dev.vecgrad.nn.PoissonNLLLoss;
import dev.vecgrad.nn.TripletMarginLoss;
import dev.vecgrad.ops.LossFunctions;
import dev.vecgrad.ops.LossReduction;
import java.util.List;
import java.util.stream.Stream;

/** Losses of elements and of classes. */
final class LossCases {
    private interface Loss {
        Value of(Value input, Value target);
    }

    private LossCases() {}

    static List<OpCase> all() {
        return Stream.of(ofElements(), ofTruths(), ofClasses(), ofDistributions(), ofMargins(), ofSeveralClasses())
                .flatMap(List::stream)
                .toList();
    }

    private static List<OpCase> ofElements() {
        return List.of(
                op("mse_loss", "F.mse_loss(a, b)", in -> Losses.mseLoss(in[0], in[1]), floats(3, 4), floats(3, 4)),
                op(
                        "mse_loss",
                        "F.mse_loss(a, b.expand_as(a), reduction='sum')",
                        in -> Losses.mseLoss(in[0], in[1], LossReduction.SUM),
                        floats(3, 4),
                        floats(4)),
                pair(
                        "huber_loss",
                        "F.huber_loss(a, b, delta=0.4)",
                        (a, b) -> LossFunctions.huber(a, b, LossReduction.MEAN, 0.4)),
                pair(
                        "smooth_l1_loss",
                        "F.smooth_l1_loss(a, b, beta=0.4)",
                        (a, b) -> LossFunctions.smoothL1(a, b, LossReduction.MEAN, 0.4)),
                pair(
                        "l1_loss",
                        "F.l1_loss(a, b, reduction='none')",
                        (a, b) -> LossFunctions.l1(a, b, LossReduction.NONE)));
    }

    private static OpCase pair(String op, String expression, Loss loss) {
        return op(
                op,
                expression,
                in -> new Tensor(loss.of(in[0].value(), in[1].value())),
                floats(6),
                floats(6).asConstant());
    }

    private static List<OpCase> ofTruths() {
        return List.of(
                op(
                        "binary_cross_entropy_with_logits",
                        "F.binary_cross_entropy_with_logits(a, b.sigmoid())",
                        in -> Losses.binaryCrossEntropyWithLogits(in[0], in[1].sigmoid()),
                        floats(6),
                        floats(6)),
                op(
                        "binary_cross_entropy_with_logits",
                        "F.binary_cross_entropy_with_logits(a, b, weight=c, pos_weight=c)",
                        LossCases::weightedBce,
                        floats(2, 3),
                        units(2, 3).asConstant(),
                        positives(3).asConstant()));
    }

    private static Tensor weightedBce(Tensor... in) {
        return Losses.binaryCrossEntropyWithLogits(
                in[0], in[1], BCEWithLogitsLoss.options().weight(in[2]).posWeight(in[2]));
    }

    private static List<OpCase> ofClasses() {
        return List.of(
                op(
                        "cross_entropy",
                        "F.cross_entropy(a, b)",
                        in -> Losses.crossEntropy(in[0], in[1]),
                        floats(4, 3),
                        indices(3, 4)),
                op(
                        "cross_entropy",
                        "F.cross_entropy(a, b, weight=c, ignore_index=1, label_smoothing=0.1)",
                        LossCases::chosenCrossEntropy,
                        floats(4, 3),
                        indices(3, 4),
                        positives(3).asConstant()),
                op(
                        "cross_entropy",
                        "F.cross_entropy(a, b.softmax(1))",
                        in -> Losses.crossEntropy(in[0], in[1].softmax(1), CrossEntropyLoss.options()),
                        floats(4, 3),
                        floats(4, 3)),
                op(
                        "nll_loss",
                        "F.nll_loss(a.log_softmax(1), b, weight=c)",
                        in -> Losses.nllLoss(
                                in[0].logSoftmax(1), in[1], NLLLoss.options().weight(in[2])),
                        floats(4, 3),
                        indices(3, 4),
                        positives(3).asConstant()));
    }

    private static Tensor chosenCrossEntropy(Tensor... in) {
        return Losses.crossEntropy(
                in[0],
                in[1],
                CrossEntropyLoss.options().weight(in[2]).ignoreIndex(1).labelSmoothing(0.1));
    }

    private static List<OpCase> ofDistributions() {
        return List.of(
                op(
                        "kl_div",
                        "F.kl_div(a, b, reduction='batchmean')",
                        in -> Losses.klDiv(in[0], in[1], KLDivLoss.options().reduction(KLDivLoss.Reduction.BATCHMEAN)),
                        floats(3, 4),
                        units(3, 4)),
                op(
                        "kl_div",
                        "F.kl_div(a, b, log_target=True)",
                        in -> Losses.klDiv(in[0], in[1], KLDivLoss.options().logTarget(true)),
                        floats(3, 4),
                        floats(3, 4)),
                op(
                        "binary_cross_entropy",
                        "F.binary_cross_entropy(a, b, weight=c)",
                        in -> Losses.binaryCrossEntropy(
                                in[0], in[1], BCELoss.options().weight(in[2])),
                        units(2, 3),
                        units(2, 3).asConstant(),
                        positives(3).asConstant()),
                op(
                        "poisson_nll_loss",
                        "F.poisson_nll_loss(a, b, full=True)",
                        in -> Losses.poissonNllLoss(
                                in[0], in[1], PoissonNLLLoss.options().full(true)),
                        floats(3, 4),
                        positives(3, 4).asConstant()),
                op(
                        "poisson_nll_loss",
                        "F.poisson_nll_loss(a, b, log_input=False)",
                        in -> Losses.poissonNllLoss(
                                in[0], in[1], PoissonNLLLoss.options().logInput(false)),
                        positives(3, 4),
                        positives(3, 4)),
                op(
                        "gaussian_nll_loss",
                        "F.gaussian_nll_loss(a, b, c)",
                        in -> Losses.gaussianNllLoss(in[0], in[1], in[2]),
                        floats(3, 4),
                        floats(3, 4),
                        positives(3, 4)));
    }

    private static List<OpCase> ofMargins() {
        Input signed = floats(3, 4).asConstant();
        return List.of(
                op(
                        "hinge_embedding_loss",
                        "F.hinge_embedding_loss(a, b.sign())",
                        in -> Losses.hingeEmbeddingLoss(in[0], in[1].sign()),
                        floats(3, 4),
                        signed),
                op(
                        "margin_ranking_loss",
                        "F.margin_ranking_loss(a, b, c.sign(), margin=0.3)",
                        in -> Losses.marginRankingLoss(
                                in[0],
                                in[1],
                                in[2].sign(),
                                MarginRankingLoss.options().margin(0.3)),
                        floats(3, 4),
                        floats(3, 4),
                        signed),
                op(
                        "soft_margin_loss",
                        "F.soft_margin_loss(a, b.sign())",
                        in -> Losses.softMarginLoss(in[0], in[1].sign()),
                        floats(3, 4),
                        signed),
                op(
                        "cosine_embedding_loss",
                        "F.cosine_embedding_loss(a, b, c.sign(), margin=0.2)",
                        in -> Losses.cosineEmbeddingLoss(
                                in[0],
                                in[1],
                                in[2].sign(),
                                CosineEmbeddingLoss.options().margin(0.2)),
                        floats(3, 4),
                        floats(3, 4),
                        floats(3).asConstant()),
                op(
                        "triplet_margin_loss",
                        "F.triplet_margin_loss(a, b, c, swap=True)",
                        in -> Losses.tripletMarginLoss(
                                in[0], in[1], in[2], TripletMarginLoss.options().swap(true)),
                        floats(3, 4),
                        floats(3, 4),
                        floats(3, 4)),
                op(
                        "triplet_margin_with_distance_loss",
                        "F.triplet_margin_with_distance_loss(a, b, c)",
                        in -> Losses.tripletMarginWithDistanceLoss(in[0], in[1], in[2]),
                        floats(3, 4),
                        floats(3, 4),
                        floats(3, 4)));
    }

    private static List<OpCase> ofSeveralClasses() {
        return List.of(
                op(
                        "multi_margin_loss",
                        "F.multi_margin_loss(a, b, p=2, weight=c)",
                        in -> Losses.multiMarginLoss(
                                in[0], in[1], MultiMarginLoss.options().p(2).weight(in[2])),
                        floats(4, 3),
                        indices(3, 4),
                        positives(3).asConstant()),
                op(
                        "multilabel_margin_loss",
                        "F.multilabel_margin_loss(a, b)",
                        in -> Losses.multilabelMarginLoss(in[0], in[1]),
                        floats(4, 3),
                        indices(3, 4, 3)),
                op(
                        "multilabel_soft_margin_loss",
                        "F.multilabel_soft_margin_loss(a, b, weight=c)",
                        in -> Losses.multilabelSoftMarginLoss(
                                in[0], in[1], MultiLabelSoftMarginLoss.options().weight(in[2])),
                        floats(4, 3),
                        units(4, 3).asConstant(),
                        positives(3).asConstant()));
    }
}
