"""The workloads on JAX, each step one compiled function."""

import jax
import jax.numpy as jnp
import numpy as np

_random = np.random.default_rng(0)


def workloads():
    """Pairs of a name and a function that makes the operands and returns one step."""
    for n in (100, 10_000, 1_000_000, 16_000_000):
        yield f"chain_grad/{n}", lambda n=n: _jitted(jax.value_and_grad(_chain), _normal(n))
        yield f"add/{n}", lambda n=n: _jitted(jnp.add, _normal(n), _normal(n))
        yield f"sigmoid/{n}", lambda n=n: _jitted(jax.nn.sigmoid, _normal(n))
        yield f"gelu/{n}", lambda n=n: _jitted(_gelu, _normal(n))
        yield f"sum/{n}", lambda n=n: _jitted(jnp.sum, _normal(n))
    for n in (1_000, 1_000_000, 16_000_000):
        yield f"bce_logits_grad/{n}", lambda n=n: _jitted(
            jax.value_and_grad(_bce), _normal(n), _integers(2, n).astype(jnp.float32))
    for rows, classes in ((128, 10), (128, 1000), (4096, 1000)):
        yield f"cross_entropy_grad/{rows}x{classes}", lambda rows=rows, classes=classes: _jitted(
            jax.value_and_grad(_cross_entropy), _normal(rows, classes), _integers(classes, rows))
    for n in (64, 256, 1024, 2048):
        yield f"matmul/{n}", lambda n=n: _jitted(jnp.matmul, _normal(n, n), _normal(n, n))
    for m, k, n in ((800, 10, 1), (128, 784, 256)):
        yield f"matmul/{m}x{k}x{n}", lambda m=m, k=k, n=n: _jitted(jnp.matmul, _normal(m, k), _normal(k, n))
    yield "logreg_step/800x10", lambda: _train(
        lambda layers, x, y: _bce(_network(None, layers, x)[:, 0], y), _layers(10, 1), _normal(800, 10),
        _integers(2, 800).astype(jnp.float32), _sgd)
    for batch in (32, 128, 1024):
        for name, optimizer in (("sgd", _sgd), ("adam", _adam)):
            yield f"mlp_{name}_step/{batch}", lambda batch=batch, optimizer=optimizer: _train(
                lambda layers, x, y: _cross_entropy(_network(jax.nn.relu, layers, x), y), _layers(784, 256, 128, 10),
                _normal(batch, 784), _integers(10, batch), optimizer)
    yield "wide_gelu_adam_step/256", lambda: _train(
        lambda layers, x, y: jnp.mean((_network(_gelu, layers, x) - y) ** 2), _layers(1024, 4096, 1024),
        _normal(256, 1024), _normal(256, 1024), _adam)


def _normal(*shape):
    return jnp.asarray(_random.standard_normal(shape, dtype=np.float32))


def _integers(below, *shape):
    return jnp.asarray(_random.integers(0, below, shape))


def _jitted(function, *operands):
    compiled = jax.jit(function)
    return lambda: jax.block_until_ready(compiled(*operands))


def _chain(x):
    return (2 * x**4 + x**3 + 3 * x**2 + 5 * x + 1).sum()


def _gelu(x):
    return jax.nn.gelu(x, approximate=False)


def _bce(z, y):
    return jnp.mean(jnp.maximum(z, 0) - z * y + jnp.log1p(jnp.exp(-jnp.abs(z))))


def _cross_entropy(z, y):
    return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(z), y[:, None], 1))


def _layers(*sizes):
    return [(_normal(a, b) * a**-0.5, jnp.zeros(b)) for a, b in zip(sizes, sizes[1:])]


def _network(activation, layers, x):
    for weight, bias in layers[:-1]:
        x = activation(x @ weight + bias)
    weight, bias = layers[-1]
    return x @ weight + bias


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


def _train(loss, layers, x, y, optimizer):
    start, update = optimizer(loss)
    compiled = jax.jit(update, donate_argnums=0)
    state = start(layers)

    def step():
        nonlocal state
        state, value = compiled(state, x, y)
        value.block_until_ready()
    return step
