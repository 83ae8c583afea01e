"""The workloads on PyTorch: eager, or through torch.compile."""

import torch
import torch.nn.functional as F
from torch import nn


def workloads(compiled):
    """Pairs of a name and a function that makes the operands and returns one step."""
    wrap = torch.compile if compiled else (lambda function: function)
    for n in (100, 10_000, 1_000_000, 16_000_000):
        yield f"chain_grad/{n}", lambda n=n: _chain(wrap, n)
        yield f"add/{n}", lambda n=n: _no_grad(wrap(torch.add), torch.randn(n), torch.randn(n))
        yield f"sigmoid/{n}", lambda n=n: _no_grad(wrap(torch.sigmoid), torch.randn(n))
        yield f"gelu/{n}", lambda n=n: _no_grad(wrap(F.gelu), torch.randn(n))
        yield f"sum/{n}", lambda n=n: _no_grad(wrap(torch.sum), torch.randn(n))
    for rows, columns in ((128, 256), (128, 10), (800, 1)):
        yield f"column_sum/{rows}x{columns}", lambda rows=rows, columns=columns: _no_grad(
            wrap(lambda x: x.sum(0)), torch.randn(rows, columns))
    for source, target in (
            ("float32", "float64"), ("float64", "float32"), ("int64", "int32"), ("int64", "float32"), ("bool", "float32")):
        yield f"{source}_to_{target}/10000", lambda source=source, target=target: _no_grad(
            wrap(lambda x: x.to(getattr(torch, target))), (torch.randn(10_000) * 100).to(getattr(torch, source)))
    yield "gather/4096x1000", lambda: _no_grad(
        wrap(lambda x, index: x.gather(1, index)), torch.randn(4096, 1000), torch.randint(0, 1000, (4096, 1000)))
    yield "scatter_add/4096x1000", lambda: _no_grad(
        wrap(lambda x, index, source: x.scatter_add_(1, index, source)),
        torch.randn(4096, 1000), torch.randint(0, 1000, (4096, 1000)), torch.randn(4096, 1000))
    yield "index_select/4096x256", lambda: _no_grad(
        wrap(lambda x, index: x.index_select(0, index)), torch.randn(50_000, 256), torch.randint(0, 50_000, (4096,)))
    yield "index_add/4096x256", lambda: _no_grad(
        wrap(lambda x, index, rows: x.index_add_(0, index, rows)),
        torch.randn(50_000, 256), torch.randint(0, 50_000, (4096,)), torch.randn(4096, 256))
    yield "index_select_grad/4096x256", lambda: _gradient(
        wrap(lambda x, index: x.index_select(0, index).sum()), torch.randn(50_000, 256), torch.randint(0, 50_000, (4096,)))
    for n in (1_000, 1_000_000, 16_000_000):
        yield f"bce_logits_grad/{n}", lambda n=n: _gradient(
            wrap(F.binary_cross_entropy_with_logits), torch.randn(n), torch.randint(0, 2, (n,)).float())
    for rows, classes in ((128, 10), (128, 1000), (4096, 1000)):
        yield f"cross_entropy_grad/{rows}x{classes}", lambda rows=rows, classes=classes: _gradient(
            wrap(F.cross_entropy), torch.randn(rows, classes), torch.randint(0, classes, (rows,)))
    for n in (64, 256, 1024, 2048):
        yield f"matmul/{n}", lambda n=n: _no_grad(wrap(torch.matmul), torch.randn(n, n), torch.randn(n, n))
    for m, k, n in ((800, 10, 1), (128, 784, 256)):
        yield f"matmul/{m}x{k}x{n}", lambda m=m, k=k, n=n: _no_grad(
            wrap(torch.matmul), torch.randn(m, k), torch.randn(k, n))
    yield "logreg_step/800x10", lambda: _train(
        wrap, nn.Sequential(nn.Linear(10, 1), nn.Flatten(0)), F.binary_cross_entropy_with_logits,
        torch.randn(800, 10), torch.randint(0, 2, (800,)).float(), _sgd)
    for batch in (32, 128, 1024):
        for name, optimizer in (("sgd", _sgd), ("adam", _adam)):
            yield f"mlp_{name}_step/{batch}", lambda batch=batch, optimizer=optimizer: _train(
                wrap, _mlp(), F.cross_entropy, torch.randn(batch, 784), torch.randint(0, 10, (batch,)), optimizer)
    yield "wide_gelu_adam_step/256", lambda: _train(
        wrap, nn.Sequential(nn.Linear(1024, 4096), nn.GELU(), nn.Linear(4096, 1024)), F.mse_loss,
        torch.randn(256, 1024), torch.randn(256, 1024), _adam)
    yield "layer_norm_grad/4096x1024", lambda: _layer_norm(wrap)
    yield "convnet_sgd_step/64", lambda: _train(
        wrap, _convnet(), F.cross_entropy, torch.randn(64, 1, 28, 28), torch.randint(0, 10, (64,)), _sgd)
    yield "transformer_adam_step/8x128x256", lambda: _train(
        wrap, _Block(), F.mse_loss, torch.randn(8, 128, 256), torch.randn(8, 128, 256), _adam)


def _no_grad(function, *operands):
    def step():
        with torch.no_grad():
            function(*operands)
    return step


def _chain(wrap, n):
    x = torch.randn(n, requires_grad=True)
    function = wrap(lambda x: (2 * x**4 + x**3 + 3 * x**2 + 5 * x + 1).sum())

    def step():
        x.grad = None
        function(x).backward()
    return step


def _gradient(loss, x, target):
    x.requires_grad_(True)

    def step():
        x.grad = None
        loss(x, target).backward()
    return step


def _layer_norm(wrap):
    x, norm, g = torch.randn(4096, 1024, requires_grad=True), nn.LayerNorm(1024), torch.randn(4096, 1024)
    function = wrap(norm)

    def step():
        x.grad = norm.weight.grad = norm.bias.grad = None
        function(x).backward(g)
    return step


class _Block(nn.Module):
    """A block of a transformer: norms first, 8 causal heads of 32 features, 1024 features with GELU between."""

    def __init__(self, features=256, heads=8, between=1024):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = nn.LayerNorm(features), nn.LayerNorm(features)
        self.qkv, self.o = nn.Linear(features, 3 * features), nn.Linear(features, features)
        self.f1, self.f2 = nn.Linear(features, between), nn.Linear(between, features)

    def forward(self, x):
        batch, length, features = x.shape
        q, k, v = self.qkv(self.n1(x)).view(batch, length, 3, self.heads, features // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        found = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.o(found.transpose(1, 2).reshape(batch, length, features))
        return x + self.f2(F.gelu(self.f1(self.n2(x))))


def _mlp():
    return nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10))


def _convnet():
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(32 * 49, 10))


def _sgd(parameters):
    return torch.optim.SGD(parameters, lr=0.1)


def _adam(parameters):
    return torch.optim.Adam(parameters, lr=1e-3)


def _train(wrap, model, loss, x, target, optimizer):
    update = optimizer(model.parameters())
    forward = wrap(lambda x, target: loss(model(x), target))
    optimize = wrap(update.step)

    def step():
        update.zero_grad()
        forward(x, target).backward()
        optimize()
    return step
