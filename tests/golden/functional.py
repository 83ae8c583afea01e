"""Products with derivatives, for FunctionalTest. Run: python tests/golden/functional.py"""

import torch
from torch.autograd import functional

from golden_file import GoldenFile

golden = GoldenFile("functional.txt", "functional.py", f"PyTorch {torch.__version__}")


def numbers(*sizes):
    """(i + 1) / 4 for the i-th element."""
    n = torch.Size(sizes).numel()
    return ((torch.arange(n, dtype=torch.float64) + 1) / 4).view(sizes)


def pair(x, y):
    return x * y.sin(), (x * y).exp().sum(0)


def scalar(x, y):
    return (x**3 * y).sum() + y.exp().prod().log() * x.sum()


def linear(x, y):
    return (x * 3).sum()


def add(name, tensors):
    for i, tensor in enumerate(tensors):
        golden.add(f"{name} {i}", tensor.flatten().tolist())


inputs = (numbers(2, 3), numbers(3))
other = (numbers(2, 3), -numbers(3))
outputs, products = functional.vjp(pair, inputs, inputs)
add("pair", outputs)
add("vjp", products)
add("jvp", functional.jvp(pair, inputs, inputs)[1])
for row, name in ((0, "jacobian 0"), (1, "jacobian 1")):
    add(name, functional.jacobian(pair, inputs)[row])
for row, name in ((0, "hessian 0"), (1, "hessian 1")):
    add(name, functional.hessian(scalar, inputs)[row])
add("hvp", functional.hvp(scalar, inputs, other)[1])
add("vhp", functional.vhp(scalar, inputs, other)[1])
add("linear hvp", functional.hvp(linear, inputs, inputs)[1])
add("linear vhp", functional.vhp(linear, inputs, inputs)[1])
add("linear vjp", functional.vjp(linear, inputs)[1])
add("linear jvp", [functional.jvp(linear, inputs, inputs)[1]])
add("linear hessian", functional.hessian(linear, inputs)[0])
golden.write()
