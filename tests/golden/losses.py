"""Losses and their gradients with every option in float64, for LossesTest. Run: python tests/golden/losses.py"""

import itertools

import torch
from torch.nn import functional as F

from golden_file import GoldenFile

golden = GoldenFile("losses.txt", "losses.py", f"PyTorch {torch.__version__}")
double = torch.float64
torch.manual_seed(20260801)


def add(name, loss, *inputs):
    """Loss, name of its node, and the gradients of its sum weighted by 1, 2, 3, ..."""
    golden.add(f"{name} loss", loss.flatten().tolist())
    golden.add_text(f"{name} node", loss.grad_fn.name())
    weights = torch.arange(1, loss.numel() + 1, dtype=double).reshape(loss.shape)
    for i, grad in enumerate(torch.autograd.grad((loss * weights).sum(), inputs)):
        golden.add(f"{name} grad{i}", grad.flatten().tolist())


def given(name, tensor):
    golden.add(f"{name} shape", tensor.shape)
    golden.add(name, tensor.flatten().tolist())
    return tensor


reductions = ("mean", "sum", "none")

z = given("z", torch.randn(3, 4, dtype=double) * 4).requires_grad_(True)
y = given("y", torch.rand(3, 4, dtype=double))
weight = given("weight", torch.rand(3, 4, dtype=double))
row = given("row", torch.rand(4, dtype=double) * 3)
for reduction, w, p in itertools.product(reductions, (None, "weight", "row"), (None, "row")):
    loss = F.binary_cross_entropy_with_logits(
        z, y, weight={None: None, "weight": weight, "row": row}[w], pos_weight=row if p else None, reduction=reduction
    )
    add(f"bce {reduction} weight={w} pos={p}", loss, z)

t = given("t", torch.randn(3, 4, dtype=double)).requires_grad_(True)
for reduction in reductions:
    add(f"mse {reduction}", F.mse_loss(z, t, reduction=reduction), z, t)

labels = given("labels", torch.tensor([2, 0, 3]))
ignored = given("ignored", torch.tensor([2, -100, 1]))
labels2 = given("labels2", torch.randint(0, 4, (3, 2)))
z2 = given("z2", torch.randn(3, 4, 2, dtype=double)).requires_grad_(True)
z1 = given("z1", torch.randn(4, dtype=double)).requires_grad_(True)
probabilities = given("probabilities", torch.softmax(torch.randn(3, 4, dtype=double), 1))
probabilities2 = given("probabilities2", torch.softmax(torch.randn(3, 4, 2, dtype=double), 1))
probabilities1 = given("probabilities1", torch.softmax(torch.randn(4, dtype=double), 0))
for reduction, w in itertools.product(reductions, (None, "row")):
    kinds = dict(weight=row if w else None, reduction=reduction)
    add(f"nll {reduction} weight={w}", F.nll_loss(z, labels, **kinds), z)
    add(f"nll ignored {reduction} weight={w}", F.nll_loss(z, ignored, **kinds), z)
    add(f"nll ignore 2 {reduction} weight={w}", F.nll_loss(z, labels, ignore_index=2, **kinds), z)
    add(f"nll spatial {reduction} weight={w}", F.nll_loss(z2, labels2, **kinds), z2)
    add(f"nll single {reduction} weight={w}", F.nll_loss(z1, torch.tensor(2), **kinds), z1)
    for smoothing in (0.0, 0.2):
        more = dict(label_smoothing=smoothing, **kinds)
        suffix = f"{reduction} weight={w} smoothing={smoothing}"
        add(f"ce {suffix}", F.cross_entropy(z, labels, **more), z)
        add(f"ce ignored {suffix}", F.cross_entropy(z, ignored, **more), z)
        add(f"ce ignore 2 {suffix}", F.cross_entropy(z, labels, ignore_index=2, **more), z)
        add(f"ce spatial {suffix}", F.cross_entropy(z2, labels2, **more), z2)
        add(f"ce single {suffix}", F.cross_entropy(z1, torch.tensor(2), **more), z1)
        add(f"ce probabilities {suffix}", F.cross_entropy(z, probabilities, **more), z)
        add(f"ce probabilities spatial {suffix}", F.cross_entropy(z2, probabilities2, **more), z2)
        add(f"ce probabilities single {suffix}", F.cross_entropy(z1, probabilities1, **more), z1)

golden.write()
