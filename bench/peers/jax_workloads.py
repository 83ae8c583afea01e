"""The workloads on JAX, each step one compiled function."""

import jax
import jax.numpy as jnp
import numpy as np

from operands import Operands

_EPS = 1e-5


class Step:
    """A step: work() returns its result, or the result and its gradients."""

    def __init__(self, work, has_gradients):
        self.run = work
        self._has_gradients = has_gradients

    def outcome(self):
        """Mean magnitude of the result, root mean square of the gradients; None without gradients."""
        found = self.run()
        if not self._has_gradients:
            return _mean_magnitude(found), None
        gradients = [np.asarray(g, np.float64) for g in jax.tree_util.tree_leaves(found[1])]
        squares = sum(float((g * g).sum()) for g in gradients)
        return _mean_magnitude(found[0]), (squares / sum(g.size for g in gradients)) ** 0.5


def _mean_magnitude(array):
    return float(np.abs(np.asarray(array, np.float64)).mean())


def workloads():
    """Pairs of a name and a function that makes the operands and returns a Step."""
    for n in (100, 10_000, 1_000_000, 16_000_000):
        yield f"chain_grad/{n}", lambda n=n: _gradient(_chain, Operands().normal(n))
        yield f"add/{n}", lambda n=n: _binary(jnp.add, (n,), (n,))
        yield f"sigmoid/{n}", lambda n=n: _plain(jax.nn.sigmoid, Operands().normal(n))
        yield f"gelu/{n}", lambda n=n: _plain(_gelu, Operands().normal(n))
        yield f"sum/{n}", lambda n=n: _plain(jnp.sum, Operands().normal(n))
    for n in (1_000, 1_000_000, 16_000_000):
        yield f"bce_logits_grad/{n}", lambda n=n: _classify(_bce, lambda o: o.normal(n), lambda o: o.coins(n))
    for rows, classes in ((128, 10), (128, 1000), (4096, 1000)):
        yield f"cross_entropy_grad/{rows}x{classes}", lambda rows=rows, classes=classes: _classify(
            _cross_entropy, lambda o: o.normal(rows, classes), lambda o: o.labels(rows, classes))
    for n in (64, 256, 1024, 2048):
        yield f"matmul/{n}", lambda n=n: _binary(jnp.matmul, (n, n), (n, n))
    for m, k, n in ((800, 10, 1), (128, 784, 256)):
        yield f"matmul/{m}x{k}x{n}", lambda m=m, k=k, n=n: _binary(jnp.matmul, (m, k), (k, n))
    yield "logreg_step/800x10", lambda: _train(
        lambda layers, x, y: _bce(_network(None, layers, x)[:, 0], y), lambda o: _layers(o, 10, 1),
        lambda o: (o.normal(800, 10), o.coins(800)), _sgd)
    for batch in (32, 128, 1024):
        for name, optimizer in (("sgd", _sgd), ("adam", _adam)):
            yield f"mlp_{name}_step/{batch}", lambda batch=batch, optimizer=optimizer: _train(
                lambda layers, x, y: _cross_entropy(_network(jax.nn.relu, layers, x), y),
                lambda o: _layers(o, 784, 256, 128, 10), lambda o: (o.normal(batch, 784), o.labels(batch, 10)), optimizer)
    yield "wide_gelu_adam_step/256", lambda: _train(
        lambda layers, x, y: jnp.mean((_network(_gelu, layers, x) - y) ** 2), lambda o: _layers(o, 1024, 4096, 1024),
        lambda o: (o.normal(256, 1024), o.normal(256, 1024)), _adam)
    yield "layer_norm_grad/4096x1024", _layer_norm
    yield "convnet_sgd_step/64", lambda: _train(
        lambda p, x, y: _cross_entropy(_convnet(p, x), y), _convnet_parameters,
        lambda o: (o.normal(64, 1, 28, 28), o.labels(64, 10)), _sgd)
    yield "transformer_adam_step/8x128x256", lambda: _train(
        lambda p, x, y: jnp.mean((_block(p, x) - y) ** 2), _block_parameters,
        lambda o: (o.normal(8, 128, 256), o.normal(8, 128, 256)), _adam)


def _jitted(function, *operands):
    compiled = jax.jit(function)
    operands = [jnp.asarray(operand) for operand in operands]
    return lambda: jax.block_until_ready(compiled(*operands))


def _plain(function, *operands):
    return Step(_jitted(function, *operands), False)


def _gradient(loss, *operands):
    return Step(_jitted(jax.value_and_grad(loss), *operands), True)


def _binary(function, left, right):
    o = Operands()
    return _plain(function, o.normal(*left), o.normal(*right))


def _classify(loss, logits, target):
    o = Operands()
    return _gradient(loss, logits(o), target(o))


def _chain(x):
    return (2 * x**4 + x**3 + 3 * x**2 + 5 * x + 1).sum()


def _gelu(x):
    return jax.nn.gelu(x, approximate=False)


def _bce(z, y):
    return jnp.mean(jnp.maximum(z, 0) - z * y + jnp.log1p(jnp.exp(-jnp.abs(z))))


def _cross_entropy(z, y):
    return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(z), y[:, None], 1))


def _norm(x, weight, bias):
    mean = x.mean(-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(-1, keepdims=True)
    return (x - mean) * jax.lax.rsqrt(variance + _EPS) * weight + bias


def _layer_norm():
    o = Operands()
    x, g = o.normal(4096, 1024), o.normal(4096, 1024)

    def forward_and_back(x, weight, bias, g):
        y, back = jax.vjp(_norm, x, weight, bias)
        return y, back(g)
    return Step(_jitted(forward_and_back, x, np.ones(1024, np.float32), np.zeros(1024, np.float32), g), True)


def _layer(o, inputs, outputs):
    """Weights as x @ w wants them, from those that PyTorch stores the other way round."""
    return jnp.asarray(o.weights(outputs, inputs).T.copy()), jnp.zeros(outputs)


def _layers(o, *sizes):
    return [_layer(o, a, b) for a, b in zip(sizes, sizes[1:])]


def _network(activation, layers, x):
    for weight, bias in layers[:-1]:
        x = activation(x @ weight + bias)
    weight, bias = layers[-1]
    return x @ weight + bias


def _convnet_parameters(o):
    kernels = [(jnp.asarray(o.weights(*sizes)), jnp.zeros(sizes[0])) for sizes in ((16, 1, 3, 3), (32, 16, 3, 3))]
    return kernels, _layer(o, 32 * 49, 10)


def _convnet(p, x):
    for kernel, bias in p[0]:
        x = jax.lax.conv_general_dilated(x, kernel, (1, 1), "SAME") + bias[None, :, None, None]
        x = jax.lax.reduce_window(jax.nn.relu(x), -jnp.inf, jax.lax.max, (1, 1, 2, 2), (1, 1, 2, 2), "VALID")
    return x.reshape(x.shape[0], -1) @ p[1][0] + p[1][1]


def _block_parameters(o):
    norm = lambda: (jnp.ones(256), jnp.zeros(256))
    return {
        "n1": norm(), "n2": norm(), "qkv": _layer(o, 256, 768), "o": _layer(o, 256, 256), "f1": _layer(o, 256, 1024),
        "f2": _layer(o, 1024, 256)}


def _block(p, x, heads=8):
    batch, length, features = x.shape

    def linear(name, x):
        return x @ p[name][0] + p[name][1]
    q, k, v = linear("qkv", _norm(x, *p["n1"])).reshape(batch, length, 3, heads, features // heads).transpose(2, 0, 3, 1, 4)
    scores = jnp.einsum("bhqe,bhke->bhqk", q, k) / (features // heads) ** 0.5
    mask = jnp.tril(jnp.ones((length, length), bool))
    found = jax.nn.softmax(jnp.where(mask, scores, -jnp.inf)) @ v
    x = x + linear("o", found.transpose(0, 2, 1, 3).reshape(batch, length, features))
    return x + linear("f2", _gelu(linear("f1", _norm(x, *p["n2"]))))


def _sgd(loss):
    def step(state, x, y):
        value, gradient = jax.value_and_grad(loss)(state, x, y)
        return jax.tree_util.tree_map(lambda p, g: p - 0.1 * g, state, gradient), value
    return lambda layers: layers, step


def _adam(loss):
    tree_map = jax.tree_util.tree_map

    def start(layers):
        return layers, tree_map(jnp.zeros_like, layers), tree_map(jnp.zeros_like, layers), jnp.float32(0)

    def step(state, x, y):
        layers, mean, square, t = state
        value, gradient = jax.value_and_grad(loss)(layers, x, y)
        t = t + 1
        mean = tree_map(lambda m, g: 0.9 * m + 0.1 * g, mean, gradient)
        square = tree_map(lambda v, g: 0.999 * v + 0.001 * g * g, square, gradient)
        layers = tree_map(
            lambda p, m, v: p - 1e-3 * (m / (1 - 0.9**t)) / (jnp.sqrt(v / (1 - 0.999**t)) + 1e-8), layers, mean, square)
        return (layers, mean, square, t), value
    return start, step


def _train(loss, parameters, data, optimizer):
    """The state is donated to the next step; so the gradients are not seen, but the loss of the next step tells them."""
    o = Operands()
    start, update = optimizer(loss)
    compiled = jax.jit(update, donate_argnums=0)
    state = start(parameters(o))
    x, y = (jnp.asarray(operand) for operand in data(o))

    def work():
        nonlocal state
        state, value = compiled(state, x, y)
        return value.block_until_ready()
    return Step(work, False)
