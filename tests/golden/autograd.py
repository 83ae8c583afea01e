"""Gradients through views and in-place writes, for ViewWriteTest. Run: python tests/golden/autograd.py"""

import torch

from golden_file import GoldenFile

golden = GoldenFile("autograd.txt", "autograd.py", f"PyTorch {torch.__version__}")
double = torch.float64


def leaf(*sizes):
    """(i + 1) / 8 for the i-th element."""
    n = torch.Size(sizes).numel()
    return ((torch.arange(n, dtype=double) + 1) / 8).view(sizes).requires_grad_()


def program(name, x, build):
    """The result, its gradient by x, and the gradient of that gradient's weighted sum."""
    out = build(x)
    (first,) = torch.autograd.grad(out, x, create_graph=True)
    weights = torch.arange(first.numel(), dtype=double).view(first.shape) + 1
    (second,) = torch.autograd.grad((first * weights).sum(), x)
    golden.add(f"{name} out", [out.item()])
    golden.add(f"{name} first", first.flatten().tolist())
    golden.add(f"{name} second", second.flatten().tolist())


def view_written(x):
    y = x * x
    y.view(3, 2)[0].mul_(x[1, 1:])
    return y.exp().sum()


def base_without_gradient(x):
    base = torch.zeros(4, dtype=double)
    part = base[1:3]
    part.add_(x[:2])
    part.mul_(x[2:4])
    return (base * base * base).sum()


def siblings(x):
    y = x * x * 3
    row, column = y[0], y[:, 1]
    row.mul_(x[1])
    column.add_(x[:, 0] * x[:, 2])
    return (row * column[0] * y[1]).sum() + y.sum()


def base_written(x):
    y = x * x
    view = y.t()
    y.mul_(x)
    y[1].add_(x[0] * 2)
    return (view * view).sum()


def transposed_base(x):
    y = x.t() * x.t()
    y.t().view(-1)[1:4].mul_(2)
    return (y * y).sum()


def writes_in_a_row(x):
    y = x * 2
    y.mul_(x)
    y.add_(x)
    y.exp_()
    return y.sum()


def copied_and_filled(x):
    y = x * x
    y[0].zero_()
    y[1].copy_(x[0] * x[1])
    y[0, 1:].fill_(2)
    return (y * y * x).sum()


def written_after_use(x):
    y = x * x
    before = (y + 1).sum()
    y.mul_(3)
    return before * (y * y).sum()


def view_of_view(x):
    y = x * x
    inner = y.view(-1)[1:5].view(2, 2).t()[0]
    inner.mul_(x[0, :2])
    return (y.view(-1)[1:5] * inner.sum()).sum()


program("view written", leaf(2, 3), view_written)
program("base without gradient", leaf(4), base_without_gradient)
program("siblings", leaf(2, 3), siblings)
program("base written", leaf(2, 3), base_written)
program("transposed base", leaf(2, 3), transposed_base)
program("writes in a row", leaf(2, 3), writes_in_a_row)
program("copied and filled", leaf(2, 3), copied_and_filled)
program("written after use", leaf(2, 3), written_after_use)
program("view of view", leaf(2, 3), view_of_view)

golden.write()
