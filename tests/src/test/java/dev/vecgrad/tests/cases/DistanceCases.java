package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.OpCase.op;

import java.util.List;

/** Norms, distances and angles. */
final class DistanceCases {
    private DistanceCases() {}

    static List<OpCase> all() {
        Input x = floats(2, 3, 4);
        Input a = floats(3, 4);
        Input b = floats(2, 4);
        return List.of(
                op("norm", "a.norm()", in -> in[0].norm(), x),
                op("norm", "a.norm(2, 1)", in -> in[0].norm(2, 1), x),
                op("norm", "a.norm(2, (0, -1), True)", in -> in[0].norm(2, new int[] {0, -1}, true), x),
                op("norm", "a.norm(1, 2)", in -> in[0].norm(1, 2), x),
                op("norm", "a.norm(math.inf, 1)", in -> in[0].norm(Double.POSITIVE_INFINITY, 1), x),
                op("norm", "a.norm(-math.inf, 2)", in -> in[0].norm(Double.NEGATIVE_INFINITY, 2), x),
                op("norm", "a.norm(3, 0)", in -> in[0].norm(3, 0), x),
                op("norm", "a.norm(1.5)", in -> in[0].norm(1.5), x),
                op("norm", "a.norm(0.5, 1)", in -> in[0].norm(0.5, 1), x),
                op(
                        "linalg.vector_norm",
                        "torch.linalg.vector_norm(a.t(), 3, 1)",
                        in -> in[0].t().vectorNorm(3, 1),
                        a),
                op("dist", "torch.dist(a, b)", in -> in[0].dist(in[1]), a, floats(4)),
                op("dist", "torch.dist(a, b, 3)", in -> in[0].dist(in[1], 3), a, floats(3, 4)),
                op("normalize", "F.normalize(a)", in -> in[0].normalize(), x),
                op("normalize", "F.normalize(a, 3, 0)", in -> in[0].normalize(3, 0), x),
                op("renorm", "a.renorm(2, 0, 1.5)", in -> in[0].renorm(2, 0, 1.5), a),
                op("renorm", "a.renorm(1, -1, 2.5)", in -> in[0].renorm(1, -1, 2.5), x),
                op("renorm", "a.renorm(3, 1, 1e6)", in -> in[0].renorm(3, 1, 1e6), x),
                op("cdist", "torch.cdist(a, b)", in -> in[0].cdist(in[1]), a, b),
                op("cdist", "torch.cdist(a, b, 1)", in -> in[0].cdist(in[1], 1), floats(2, 3, 4), floats(5, 4)),
                op("cdist", "torch.cdist(a, b, 3)", in -> in[0].cdist(in[1], 3), a, b),
                op("cdist", "torch.cdist(a, b, math.inf)", in -> in[0].cdist(in[1], Double.POSITIVE_INFINITY), a, b),
                op(
                        "pairwise_distance",
                        "F.pairwise_distance(a, b)",
                        in -> in[0].pairwiseDistance(in[1]),
                        a,
                        floats(3, 4)),
                op(
                        "pairwise_distance",
                        "F.pairwise_distance(a, b, 3, 0.1, True)",
                        in -> in[0].pairwiseDistance(in[1], 3, 0.1, true),
                        a,
                        floats(4)),
                op(
                        "cosine_similarity",
                        "F.cosine_similarity(a, b)",
                        in -> in[0].cosineSimilarity(in[1], 1),
                        a,
                        floats(3, 4)),
                op(
                        "cosine_similarity",
                        "F.cosine_similarity(a, b, 0)",
                        in -> in[0].cosineSimilarity(in[1], 0),
                        a,
                        floats(4)),
                op("linalg.cross", "torch.linalg.cross(a, b)", in -> in[0].cross(in[1]), floats(2, 3), floats(2, 3))
                        .ofTheseSizes(),
                op(
                                "linalg.cross",
                                "torch.linalg.cross(a, b, dim=0)",
                                in -> in[0].cross(in[1], 0),
                                floats(3, 4),
                                floats(3, 1))
                        .ofTheseSizes());
    }
}
