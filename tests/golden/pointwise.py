"""Values, first and second gradients of the elementwise ops in float64. Run: python tests/golden/pointwise.py (torch 2.13.0).

The second gradient is that of the sum of the first gradients, the i-th weighted by i + 1."""

import itertools

import torch
import torch.nn.functional as F

from golden_file import GoldenFile

INF, NAN = float("inf"), float("nan")
ONE = [-80, -20, -5, -3, -2, -1.5, -1, -0.75, -0.5, -0.25, -1e-3, -1e-9, -0.0, 0.0, 1e-9, 1e-3, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5,
       6, 20, 80, INF, -INF, NAN]
TWO = [-INF, -3, -2.5, -1, -0.5, -0.0, 0.0, 0.5, 1, 2, 2.5, 3, INF, NAN]
THREE = [-2, -0.5, 0.0, 0.5, 1, 2.5]

# name -> (function of tensors and scalars, number of tensors, scalars)
UNARY = {n: getattr(torch, n) for n in """neg abs square reciprocal sign floor ceil trunc frac exp exp2 expm1 log log2 log10
    log1p sqrt rsqrt sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh erf erfc sigmoid deg2rad rad2deg relu selu
    logical_not isnan isinf isfinite isposinf isneginf signbit erfinv lgamma digamma i0 sinc""".split()}
UNARY |= {"silu": F.silu, "mish": F.mish, "logsigmoid": F.logsigmoid, "softsign": F.softsign, "tanhshrink": F.tanhshrink,
          "hardsigmoid": F.hardsigmoid, "hardswish": F.hardswish, "gelu.1": F.gelu, "gelu.2": lambda x: F.gelu(x, approximate="tanh"),
          "pow.3": lambda x: x.pow(2), "pow.4": lambda x: x.pow(3), "pow.5": lambda x: x.pow(4), "pow.6": lambda x: x.pow(0.5),
          "pow.7": lambda x: x.pow(-1), "logit.1": torch.logit, "round.1": torch.round, "i1": torch.special.i1,
          "entr": torch.special.entr, "polygamma": lambda x: torch.polygamma(1, x)}
BINARY = {n: getattr(torch, n) for n in """sub rsub mul floor_divide remainder fmod copysign nextafter ldexp heaviside maximum minimum fmax fmin atan2 hypot
    logaddexp logaddexp2 xlogy eq ne lt le gt ge logical_and logical_or logical_xor""".split()}
BINARY |= {"add.1": torch.add, "sub.1": torch.sub, "pow.1": torch.pow, "div.1": torch.div, "xlog1py": torch.special.xlog1py,
           "div.2": lambda a, b: torch.div(a, b, rounding_mode="trunc"), "div.3": lambda a, b: torch.div(a, b, rounding_mode="floor"),
           "glu": lambda a, b: F.glu(torch.stack([a, b]), 0)[0], "prelu": lambda a, w: torch.where(a > 0, a, w * a),
           "rrelu": lambda a, slope: a * slope}
BINARY.pop("sub")
SCALAR = {"leaky_relu": (F.leaky_relu, [0.1]), "elu": (F.elu, [1.5]), "celu": (F.celu, [1.5]),
          "hardtanh": (F.hardtanh, [-1.5, 2.0]), "softplus": (F.softplus, [2.0, 20.0]), "threshold": (F.threshold, [0.5, -3.0]),
          "hardshrink": (torch.hardshrink, [0.5]), "softshrink": (F.softshrink, [0.5]), "clamp": (torch.clamp, [-1.5, 2.0]),
          "clamp_min": (torch.clamp_min, [0.5]), "clamp_max": (torch.clamp_max, [0.5]), "pow.2": (torch.pow, [2.5]),
          "logit.2": (torch.logit, [0.2]), "nan_to_num": (torch.nan_to_num, [1.5, 2.5, -3.5]),
          "round.2": (lambda x, power: torch.round(x, decimals=1), [10.0]),
          "round.3": (lambda x, power: torch.round(x, decimals=-1), [10.0])}
CLOSE = {"isclose.1": lambda a, b, r, t: torch.isclose(a, b, r, t),
         "isclose.2": lambda a, b, r, t: torch.isclose(a, b, r, t, equal_nan=True)}
TERNARY = {"lerp": lambda a, b, w: torch.lerp(a, b, w)}
SCALED = {"add.2": (lambda a, b, s: torch.add(a, b, alpha=s), 2, 2.5), "sub.2": (lambda a, b, s: torch.sub(a, b, alpha=s), 2, 2.5),
          "addcmul": (lambda a, b, c, s: torch.addcmul(a, b, c, value=s), 3, 0.5),
          "addcdiv": (lambda a, b, c, s: torch.addcdiv(a, b, c, value=s), 3, 0.5)}


def tensors(values, n):
    rows = list(itertools.product(values, repeat=n))
    return [torch.tensor([r[i] for r in rows], dtype=torch.float64, requires_grad=True) for i in range(n)]


def filled(gradients, inputs):
    return [torch.zeros_like(x) if g is None else g + 0 for g, x in zip(gradients, inputs)]


def add(golden, name, function, inputs, scalars):
    out = function(*inputs, *scalars)
    golden.add(f"{name}.scalars", [float(s) for s in scalars])
    for i, x in enumerate(inputs):
        golden.add(f"{name}.in{i}", x.tolist())
    golden.add(f"{name}.out", [float(v) for v in out.tolist()])
    if not out.requires_grad:
        return
    try:
        first = filled(torch.autograd.grad(out.sum(), inputs, create_graph=True, allow_unused=True), inputs)
    except RuntimeError:  # floor_divide has no derivative in PyTorch
        return
    for i, g in enumerate(first):
        golden.add(f"{name}.grad{i}", g.tolist())
    mixed = sum((i + 1) * g.sum() for i, g in enumerate(first))
    second = [None] * len(inputs)
    if mixed.requires_grad:
        try:
            second = torch.autograd.grad(mixed, inputs, allow_unused=True)
        except RuntimeError:  # PyTorch has no second derivative of a few functions
            return
    for i, g in enumerate(filled(second, inputs)):
        golden.add(f"{name}.second{i}", g.tolist())


golden = GoldenFile("pointwise.txt", "pointwise.py", f"torch {torch.__version__}")
for name, function in UNARY.items():
    add(golden, name, function, tensors(ONE, 1), [])
for name, function in BINARY.items():
    add(golden, name, function, tensors(TWO, 2), [])
for name, (function, scalars) in SCALAR.items():
    add(golden, name, function, tensors(ONE, 1), scalars)
for name, function in CLOSE.items():
    add(golden, name, function, tensors(TWO, 2), [0.25, 0.125])
for name, function in TERNARY.items():
    add(golden, name, function, tensors(THREE, 3), [])
for name, (function, n, scalar) in SCALED.items():
    add(golden, name, function, tensors(THREE, n), [scalar])
golden.write()
