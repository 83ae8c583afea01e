package dev.vecgrad.tests.cases;

import static dev.vecgrad.tests.cases.Input.floats;
import static dev.vecgrad.tests.cases.OpCase.op;

import dev.vecgrad.Tensor;
import java.util.List;

/** Sums of products by subscripts: every rule of the notation. */
final class EinsumCases {
    private EinsumCases() {}

    static List<OpCase> all() {
        return List.of(
                einsum("ij->ji", floats(2, 3)),
                einsum("ji", floats(2, 3)),
                einsum("ij->", floats(2, 3)),
                einsum("ij->j", floats(2, 3)),
                einsum("ii", floats(3, 3)),
                einsum("ii->i", floats(3, 3)),
                einsum("iij->ij", floats(3, 3, 2)),
                einsum("iji->j", floats(3, 2, 3)),
                einsum("...ij->...ji", floats(2, 2, 3)),
                einsum("i...", floats(2, 3)),
                einsum("bA, Ac", floats(2, 3), floats(3, 4)),
                einsum("ij,jk->ik", floats(2, 3), floats(3, 4)),
                einsum("ij,jk->ki", floats(2, 3), floats(3, 4)),
                einsum("ji,kj->ik", floats(3, 2), floats(4, 3)),
                einsum("ij,ij->", floats(2, 3), floats(2, 3)),
                einsum("ij,ij->ij", floats(2, 3), floats(2, 3)),
                einsum("ij,ij->j", floats(2, 3), floats(2, 3)),
                einsum("i,j->ij", floats(2), floats(3)),
                einsum("i,j->ji", floats(2), floats(3)),
                einsum("i,i", floats(3), floats(3)),
                einsum("bij,bjk->bik", floats(2, 3, 4), floats(2, 4, 2)),
                einsum("bhid,bhjd->bhij", floats(2, 2, 3, 4), floats(2, 2, 3, 4)),
                einsum("bihd,bjhd->bhij", floats(2, 3, 2, 4), floats(2, 3, 2, 4)),
                einsum("...ij,...jk->...ik", floats(2, 1, 2, 3), floats(4, 3, 2)),
                einsum("...i,i...->...", floats(2, 3), floats(3, 2)),
                einsum("b...,b...->b", floats(2, 3, 2), floats(2, 3, 2)),
                einsum("ij,ij->i", floats(2, 1), floats(2, 3)),
                einsum("ij,jk", floats(2, 1), floats(3, 4)),
                einsum("ij,jk->ijk", floats(2, 3), floats(1, 4)),
                einsum("ijk,kl,l->ij", floats(2, 3, 4), floats(4, 2), floats(2)),
                einsum("ij,jk,kl->il", floats(2, 3), floats(3, 4), floats(4, 2)),
                einsum("bn,anm,bm->ba", floats(2, 3), floats(4, 3, 2), floats(2, 2)),
                einsum("i,i,i->i", floats(3), floats(1), floats(3)),
                einsum("ii,ij->j", floats(3, 3), floats(3, 2)),
                einsum(",i->i", floats(), floats(3)),
                einsum("ij,jk->ik", floats(2, 0), floats(0, 3)).ofTheseSizes(),
                einsum("ij,jk->ik", floats(0, 2), floats(2, 3)).ofTheseSizes());
    }

    private static OpCase einsum(String equation, Input... inputs) {
        String[] names = {"", "a", "a, b", "a, b, c"};
        return op(
                "einsum",
                "torch.einsum('" + equation + "', " + names[inputs.length] + ")",
                in -> Tensor.einsum(equation, in),
                inputs);
    }
}
