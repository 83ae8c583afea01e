"""Texts, values, first and second gradients of PyTorch's activation layers in float64, for ActivationsTest. Run: python tests/golden/activations.py

The gradient is that of the values weighted by 1, 2, 3, ...; the second one that of the gradient weighted likewise."""

import torch
from torch import nn

from golden_file import GoldenFile

golden = GoldenFile("activations.txt", "activations.py", f"PyTorch {torch.__version__}")
double = torch.float64

LAYERS = {
    "ReLU": nn.ReLU(),
    "ReLU in place": nn.ReLU(inplace=True),
    "ReLU6": nn.ReLU6(),
    "ReLU6 in place": nn.ReLU6(inplace=True),
    "Hardtanh": nn.Hardtanh(),
    "Hardtanh in place": nn.Hardtanh(-2.0, 2.5, inplace=True),
    "Hardshrink": nn.Hardshrink(),
    "Hardshrink lambda": nn.Hardshrink(1.25),
    "Softshrink": nn.Softshrink(),
    "Softshrink lambda": nn.Softshrink(0.75),
    "Tanhshrink": nn.Tanhshrink(),
    "Hardsigmoid": nn.Hardsigmoid(),
    "Hardsigmoid in place": nn.Hardsigmoid(inplace=True),
    "Hardswish": nn.Hardswish(),
    "Hardswish in place": nn.Hardswish(inplace=True),
    "Mish": nn.Mish(),
    "Mish in place": nn.Mish(inplace=True),
    "SELU": nn.SELU(),
    "SELU in place": nn.SELU(inplace=True),
    "CELU": nn.CELU(),
    "CELU in place": nn.CELU(2.0, inplace=True),
    "ELU": nn.ELU(),
    "ELU in place": nn.ELU(0.5, inplace=True),
    "SiLU": nn.SiLU(),
    "SiLU in place": nn.SiLU(inplace=True),
    "LeakyReLU": nn.LeakyReLU(),
    "LeakyReLU in place": nn.LeakyReLU(0.1, inplace=True),
    "LogSigmoid": nn.LogSigmoid(),
    "PReLU": nn.PReLU(dtype=double),
    "PReLU channels": nn.PReLU(4, 0.5, dtype=double),
    "RReLU resting": nn.RReLU().eval(),
    "RReLU resting in place": nn.RReLU(0.1, 0.25, inplace=True).eval(),
    "Softsign": nn.Softsign(),
    "Softmin": nn.Softmin(1),
    "Softmax2d": nn.Softmax2d(),
    "Threshold": nn.Threshold(0.25, 20.0),
    "Threshold in place": nn.Threshold(0.25, -1.5, inplace=True),
    "GLU": nn.GLU(),
    "GLU dim": nn.GLU(1),
    "GELU": nn.GELU(),
    "GELU tanh": nn.GELU("tanh"),
}

x = torch.tensor(
    [[[-30, -6.5, -3, -2], [-1.5, -1.25, -1, -0.75], [-0.5, -0.25, -1e-3, 0], [1e-3, 0.125, 0.25, 0.5]],
     [[0.75, 1, 1.25, 1.5], [2, 2.5, 3, 4], [5.5, 6, 6.5, 8], [20, 21, 30, 0.3]]], dtype=double)
golden.add("shape", x.shape)
golden.add("input", x.flatten().tolist())


def weighted(t):
    return (t * torch.arange(1, t.numel() + 1, dtype=double).reshape(t.shape)).sum()


for name, layer in LAYERS.items():
    golden.add_text(f"{name} text", repr(layer))
    leaf = x.clone().requires_grad_(True)
    y = layer(leaf * 1)
    golden.add(f"{name} value", y.flatten().tolist())
    parameters = list(layer.parameters())
    grads = torch.autograd.grad(weighted(y), [leaf] + parameters, create_graph=True)
    for i, g in enumerate(grads):
        golden.add(f"{name} grad{i}", g.flatten().tolist())
    golden.add_text(f"{name} node", y.grad_fn.name())
    second = [None]
    if grads[0].requires_grad:
        try:
            second = torch.autograd.grad(weighted(grads[0]), [leaf], allow_unused=True)
        except RuntimeError:  # PyTorch has no second derivative of hardsigmoid
            pass
    golden.add(f"{name} second", (torch.zeros_like(x) if second[0] is None else second[0]).flatten().tolist())

for dtype, name in ((torch.float32, "32"), (double, "64")):
    torch.manual_seed(11)
    golden.add(f"rrelu {name}", nn.functional.rrelu(x.to(dtype), 0.1, 0.4, training=True).flatten().tolist())

golden.write()
