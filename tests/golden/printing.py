"""What PyTorch and NumPy print, for TensorTextTest. Run: python tests/golden/printing.py

One deliberate difference: dtypes are written without `torch.`, before lines are broken.
"""

import math
import random

import numpy
import torch

from golden_file import GoldenFile

golden = GoldenFile("printing.txt", "printing.py", f"PyTorch {torch.__version__} and NumPy {numpy.__version__}")
dice = random.Random(20260801)
count = 0

add_suffixes = torch._tensor_str._add_suffixes
autograd_suffixes = []


def add_our_suffixes(text, suffixes, indent, force_newline):
    ours = [s.replace("dtype=torch.", "dtype=") for s in suffixes] + autograd_suffixes
    return add_suffixes(text, ours, indent, force_newline)


torch._tensor_str._add_suffixes = add_our_suffixes


def case(tensor, autograd=""):
    """Adds a tensor's elements, its text with and without an autograd suffix, and NumPy's text of it."""
    global count
    name = str(tensor.dtype).removeprefix("torch.")
    golden.add_text(f"{count} dtype", name)
    golden.add(f"{count} shape", tensor.shape)
    golden.add(f"{count} data", tensor.flatten().tolist())
    golden.add_text(f"{count} autograd", autograd)
    golden.add_text(f"{count} torch", text(tensor, autograd))
    golden.add_text(f"{count} numpy", str(tensor.numpy()))
    count += 1


def text(tensor, autograd):
    autograd_suffixes[:] = [autograd] if autograd else []
    return repr(tensor)


f32, f64, i64, i32, boolean = torch.float32, torch.float64, torch.int64, torch.int32, torch.bool


def of(values, dtype=f32):
    return torch.tensor(values, dtype=dtype)


for dtype in (f32, f64):
    for values in (
        2, -0.0, 63, 0.1, 140, 1e-5, 1e-4, 1e4, 12345.678, 99999.5, 1e5, 123456789, 1e8, 1.0001e8, 1e16, 3e38, 1e-38,
        1e-45, math.nan, math.inf, -math.inf, 26.2983, 0.99995, 0.00015, 2.5, 3.5, 16777217, 1e15 + 0.3,
    ):
        case(of(values, dtype))
    for values in (
        [[5, 8, 11], [11, 8, 5]],
        [[10, 16, 22], [22, 16, 10]],
        [[3.3333333, 5.3333333, 7.3333333], [7.3333333, 5.3333333, 3.3333333]],
        [0.1, 0.05], [1e-8, 1], [1, 1000], [1, 1001], [0.5, 500.5], [0.001, 1.5], [1e-4, 0.05], [0, 0, 0], [-0.0, 0, 0],
        [1, -2, 3], [1.5, -2, 3], [math.nan, 1, 2], [math.nan, 1.5, math.inf], [math.nan] * 3, [math.inf, -math.inf],
        [-math.inf, 1], [-math.inf, 1.25, 0], [math.inf, 100000.5], [math.nan, 1e-9, 1], [-math.inf, 1e-9, 1],
        [1e10, 2e10], [1e8, 1], [100000001, 100000001], [1e100 if dtype == f64 else 1e30, 1], [1e-300, 1e-45, 1], [123456.789, 1e5],
        [0.00012345, 0.09], [1.23456789012345, 2], [2.00005, 2.00015, 2.00025], [0.5, 1.5, 2.5], [1000000, 1], [999999, 999],
        [999999.5, 1e4], [-1e-7, 0.5], [-0.00004, 0.01], [1 / 3, 2 / 3, 1], [0.1 + 0.2, 0.3], [1e15, 1e14], [-5, 1e7],
        [123.456, 0.123456789123], [0.30000001, 0.3], [-1234567.5, 1e6], [7.0e-4, 0.6],
    ):
        case(of(values, dtype))
        case(of(values, dtype), "requires_grad=True")

for values in (True, False, [True, False], [True, True], [[True, False, True], [False] * 3], [[[True] * 9] * 2] * 3, [True] * 40):
    case(of(values, boolean))
for dtype in (i64, i32):
    for values in (
        0, -7, 2**31 - 1, [0, 1, 2], [-1, 10, 100], list(range(50)), [[-5, 7], [100, 2]], [2**31 - 1, -(2**31)], [0] * 100,
    ):
        case(of(values, dtype))
case(of([2**63 - 1, -(2**63), 0], i64))
case(torch.arange(1001))

for dtype in (f32, f64, i64, i32, boolean):
    for shape in ((0,), (2, 0), (0, 3), (2, 3, 0), (0, 0)):
        case(torch.zeros(shape, dtype=dtype))
case(torch.zeros((2, 0), dtype=f64), "grad_fn=<ExpandBackward0>")

for n in (7, 8, 9, 10, 11, 12, 13, 14, 23, 24, 25, 26):
    for dtype in (f32, f64, i64):
        values = torch.arange(n, dtype=dtype)
        case(values, "grad_fn=<AddBackward0>")
        case(values, "requires_grad=True")
        if dtype != i64:
            case(values / 3, "grad_fn=<BinaryCrossEntropyWithLogitsBackward0>")
            case((values / 7).reshape(1, n), "grad_fn=<MulBackward0>")
            case((values / 7).reshape(n, 1), "grad_fn=<AddmmBackward0>")


def made(shape, scale, dtype):
    """The formula that TensorTextTest repeats, so that big tensors need no data in the file."""
    n = math.prod(shape)
    return ((torch.arange(n, dtype=f64) * 37 % 1009 - 504) * scale).to(dtype).reshape(shape)


def big(shape, scale, dtype, autograd=""):
    global count
    tensor = made(shape, scale, dtype)
    golden.add_text(f"{count} dtype", str(dtype).removeprefix("torch."))
    golden.add(f"{count} shape", tensor.shape)
    golden.add(f"{count} scale", [float(scale)])
    golden.add_text(f"{count} autograd", autograd)
    golden.add_text(f"{count} torch", text(tensor, autograd))
    golden.add_text(f"{count} numpy", str(tensor.numpy()))
    count += 1


for shape in (
    (1000,), (1001,), (2000, 1), (1, 2000), (40, 30), (5, 300), (300, 5), (6, 7, 30), (7, 6, 30), (100, 2, 9), (3, 4, 5, 20),
    (10, 10, 10, 2), (2, 2, 300), (7, 7, 7, 7), (1, 1, 1, 1500), (6, 6, 6, 6), (2, 3, 4, 5, 9), (20, 25), (200, 1), (3, 333),
    (17, 17), (2, 100), (4, 4, 62),
):
    kinds = [(f32, 0.125), (f64, 1 / 3), (f32, 1), (f32, 1e6), (f64, 1e-7), (i64, 1), (i32, 1000), (boolean, 1)]
    for dtype, scale in kinds if math.prod(shape) > 1000 else dice.sample(kinds, 2):
        big(shape, scale, dtype, dice.choice(("", "", "requires_grad=True", "grad_fn=<DivBackward0>")))

for _ in range(120):
    dtype = dice.choice((f32, f64))
    shape = dice.choice(((dice.randint(1, 40),), (dice.randint(1, 6), dice.randint(1, 20)), (2, dice.randint(1, 4), dice.randint(1, 9))))
    exponent = dice.randint(-6, 9)
    spread = dice.choice((0, 0, 1, 2, 5))
    digits = dice.choice((0, 1, 2, 5, 17))
    special = dice.choice((0, 0, 0, 0.1))
    values = []
    for _ in range(math.prod(shape)):
        value = round(dice.uniform(-10, 10), digits) * 10.0 ** (exponent + dice.randint(-spread, spread))
        values.append(dice.choice((math.nan, math.inf, -math.inf, 0.0, -0.0)) if dice.random() < special else value)
    case(of(values, dtype).reshape(shape), dice.choice(("", "requires_grad=True", "grad_fn=<SqrtBackward0>")))

golden.add("count", [count])
golden.write()
