"""The workloads on PyTorch: eager, or through torch.compile."""

import torch
import torch.nn.functional as F
from torch import nn

from operands import Operands


class Step:
    """A step: work() returns its result and leaves the gradients in the leaves."""

    def __init__(self, work, leaves=()):
        self.run = work
        self._leaves = list(leaves)

    def outcome(self):
        """Mean magnitude of the result, root mean square of the gradients; None without gradients."""
        loss = self.run().detach().double().abs().mean().item()
        gradients = [leaf.grad.double() for leaf in self._leaves]
        squares = sum((g * g).sum().item() for g in gradients)
        return loss, (squares / sum(g.numel() for g in gradients)) ** 0.5 if gradients else None


def workloads(compiled):
    """Pairs of a name and a function that makes the operands and returns a Step."""
    wrap = torch.compile if compiled else (lambda function: function)
    for n in (100, 10_000, 1_000_000, 16_000_000):
        yield f"chain_grad/{n}", lambda n=n: _chain(wrap, n)
        yield f"add/{n}", lambda n=n: _binary(wrap(torch.add), (n,), (n,))
        yield f"sigmoid/{n}", lambda n=n: _unary(wrap(torch.sigmoid), n)
        yield f"gelu/{n}", lambda n=n: _unary(wrap(F.gelu), n)
        yield f"sum/{n}", lambda n=n: _unary(wrap(torch.sum), n)
    for rows, columns in ((128, 256), (128, 10), (800, 1)):
        yield f"column_sum/{rows}x{columns}", lambda rows=rows, columns=columns: _unary(wrap(lambda x: x.sum(0)), rows, columns)
    for source, target in (
            ("float32", "float64"), ("float64", "float32"), ("int64", "int32"), ("int64", "float32"), ("bool", "float32")):
        yield f"{source}_to_{target}/10000", lambda source=source, target=target: _conversion(
            wrap(lambda x: x.to(getattr(torch, target))), getattr(torch, source))
    yield from _indexing(wrap)
    for n in (1_000, 1_000_000, 16_000_000):
        yield f"bce_logits_grad/{n}", lambda n=n: _bce(wrap(F.binary_cross_entropy_with_logits), n)
    for rows, classes in ((128, 10), (128, 1000), (4096, 1000)):
        yield f"cross_entropy_grad/{rows}x{classes}", lambda rows=rows, classes=classes: _cross_entropy(
            wrap(F.cross_entropy), rows, classes)
    for n in (64, 256, 1024, 2048):
        yield f"matmul/{n}", lambda n=n: _binary(wrap(torch.matmul), (n, n), (n, n))
    for m, k, n in ((800, 10, 1), (128, 784, 256)):
        yield f"matmul/{m}x{k}x{n}", lambda m=m, k=k, n=n: _binary(wrap(torch.matmul), (m, k), (k, n))
    yield "logreg_step/800x10", lambda: _train(
        wrap, nn.Sequential(nn.Linear(10, 1), nn.Flatten(0)), F.binary_cross_entropy_with_logits, _sgd,
        lambda o: (_float(o.normal(800, 10)), _float(o.coins(800))))
    for batch in (32, 128, 1024):
        for name, optimizer in (("sgd", _sgd), ("adam", _adam)):
            yield f"mlp_{name}_step/{batch}", lambda batch=batch, optimizer=optimizer: _train(
                wrap, _mlp(), F.cross_entropy, optimizer,
                lambda o: (_float(o.normal(batch, 784)), torch.from_numpy(o.labels(batch, 10))))
    yield "wide_gelu_adam_step/256", lambda: _train(
        wrap, nn.Sequential(nn.Linear(1024, 4096), nn.GELU(), nn.Linear(4096, 1024)), F.mse_loss, _adam,
        lambda o: (_float(o.normal(256, 1024)), _float(o.normal(256, 1024))))
    yield "layer_norm_grad/4096x1024", lambda: _layer_norm(wrap)
    yield "convnet_sgd_step/64", lambda: _train(
        wrap, _convnet(), F.cross_entropy, _sgd,
        lambda o: (_float(o.normal(64, 1, 28, 28)), torch.from_numpy(o.labels(64, 10))))
    yield "transformer_adam_step/8x128x256", lambda: _train(
        wrap, _Block(), F.mse_loss, _adam, lambda o: (_float(o.normal(8, 128, 256)), _float(o.normal(8, 128, 256))))


def _indexing(wrap):
    def places(o):
        return torch.from_numpy(o.labels(4096 * 1000, 1000).reshape(4096, 1000))

    def gather():
        o = Operands()
        return _no_grad(wrap(lambda x, index: x.gather(1, index)), _float(o.normal(4096, 1000)), places(o))

    def scatter_add():
        o = Operands()
        x, source, index = _float(o.normal(4096, 1000)), _float(o.normal(4096, 1000)), places(o)
        return _no_grad(wrap(lambda x, index, source: x.scatter_add_(1, index, source)), x, index, source)

    def index_select():
        o = Operands()
        return _no_grad(
            wrap(lambda x, index: x.index_select(0, index)), _float(o.normal(50_000, 256)), torch.from_numpy(o.labels(4096, 50_000)))

    def index_add():
        o = Operands()
        table, rows, index = _float(o.normal(50_000, 256)), _float(o.normal(4096, 256)), torch.from_numpy(o.labels(4096, 50_000))
        return _no_grad(wrap(lambda x, index, rows: x.index_add_(0, index, rows)), table, index, rows)

    def index_select_grad():
        o = Operands()
        return _gradient(
            wrap(lambda x, index: x.index_select(0, index).sum()), _float(o.normal(50_000, 256)),
            torch.from_numpy(o.labels(4096, 50_000)))

    yield "gather/4096x1000", gather
    yield "scatter_add/4096x1000", scatter_add
    yield "index_select/4096x256", index_select
    yield "index_add/4096x256", index_add
    yield "index_select_grad/4096x256", index_select_grad


def _float(array):
    """The numbers as the default dtype: float32, but in the script that makes golden values."""
    return torch.from_numpy(array).to(torch.get_default_dtype())


def _no_grad(function, *operands):
    def work():
        with torch.no_grad():
            return function(*operands)
    return Step(work)


def _unary(function, *sizes):
    return _no_grad(function, _float(Operands().normal(*sizes)))


def _binary(function, left, right):
    operands = Operands()
    return _no_grad(function, _float(operands.normal(*left)), _float(operands.normal(*right)))


def _conversion(function, source):
    return _no_grad(function, (torch.from_numpy(Operands().normal(10_000)) * 100).to(source))


def _chain(wrap, n):
    x = _float(Operands().normal(n)).requires_grad_(True)
    function = wrap(lambda x: (2 * x**4 + x**3 + 3 * x**2 + 5 * x + 1).sum())

    def work():
        x.grad = None
        value = function(x)
        value.backward()
        return value
    return Step(work, [x])


def _bce(loss, n):
    operands = Operands()
    return _gradient(loss, _float(operands.normal(n)), _float(operands.coins(n)))


def _cross_entropy(loss, rows, classes):
    operands = Operands()
    return _gradient(loss, _float(operands.normal(rows, classes)), torch.from_numpy(operands.labels(rows, classes)))


def _gradient(loss, x, target):
    x.requires_grad_(True)

    def work():
        x.grad = None
        value = loss(x, target)
        value.backward()
        return value
    return Step(work, [x])


def _layer_norm(wrap):
    operands = Operands()
    x = _float(operands.normal(4096, 1024)).requires_grad_(True)
    g = _float(operands.normal(4096, 1024))
    norm = nn.LayerNorm(1024)
    function = wrap(norm)

    def work():
        x.grad = norm.weight.grad = norm.bias.grad = None
        y = function(x)
        y.backward(g)
        return y
    return Step(work, [x, *norm.parameters()])


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


def _fill(model, operands):
    """Matrices from the operands, biases 0; weights of norms stay 1."""
    for name, parameter in model.named_parameters():
        if parameter.dim() > 1:
            parameter.data.copy_(torch.from_numpy(operands.weights(*parameter.shape)))
        elif name.endswith("bias"):
            parameter.data.zero_()


def _train(wrap, model, loss, optimizer, data):
    operands = Operands()
    _fill(model, operands)
    x, target = data(operands)
    update = optimizer(model.parameters())
    forward = wrap(lambda x, target: loss(model(x), target))
    optimize = wrap(update.step)

    def work():
        update.zero_grad()
        value = forward(x, target)
        value.backward()
        optimize()
        return value
    return Step(work, model.parameters())
