"""PyTorch's normalisation layers in float64, for NormLayersTest: results, gradients, running statistics, texts, states.

Run: python tests/golden/norms.py

For a layer under a name: `steps` forward passes in training on inputs of their own (x0, ...), each with its result (y), the gradients of
sum(y * w) by input and parameters (gx, g0, ...), w being 1, 2, ... / number of elements, and the state after it (s: all of the state's
numbers); then one in evaluation on the last input (y, gx, g0, ...).
"""

import torch
from torch import nn

from golden_file import GoldenFile

golden = GoldenFile("norms.txt", "norms.py", f"PyTorch {torch.__version__}")
double = torch.float64
torch.manual_seed(11)


def numbers(name, tensor):
    golden.add(name, tensor.detach().flatten().tolist())


def run(name, layer, x):
    x = x.clone().requires_grad_(True)
    y = layer(x)
    w = torch.arange(1, y.numel() + 1, dtype=y.dtype).reshape(y.shape) / max(1, y.numel())
    wanted = [x, *layer.parameters()]
    gradients = torch.autograd.grad((y * w).sum(), wanted, allow_unused=True)
    golden.add(f"{name}.shape", list(x.shape))
    numbers(f"{name}.x", x)
    numbers(f"{name}.y", y)
    numbers(f"{name}.gx", gradients[0])
    for i, g in enumerate(gradients[1:]):
        numbers(f"{name}.g{i}", g)


def case(name, layer, *inputs):
    golden.add_text(f"{name}.text", repr(layer))
    golden.add_text(f"{name}.keys", " ".join(layer.state_dict()))
    for p in layer.parameters():
        p.data.copy_(torch.randn(p.shape, dtype=double))
    golden.add(f"{name}.parameters", [v for p in layer.parameters() for v in p.flatten().tolist()])
    golden.add(f"{name}.steps", [len(inputs)])
    for i, x in enumerate(inputs):
        run(f"{name}.{i}", layer, x)
        state = [float(v) for t in layer.state_dict().values() for v in t.flatten().tolist()]
        golden.add(f"{name}.{i}.state", state)
    layer.eval()
    run(f"{name}.eval", layer, inputs[-1])


def normal(*shape, scale=1.0, offset=0.0):
    return torch.randn(shape, dtype=double) * scale + offset


case("BatchNorm1d", nn.BatchNorm1d(3, dtype=double), normal(4, 3), normal(2, 3, 5), normal(7, 3, scale=3, offset=2))
case("BatchNorm1d cumulative", nn.BatchNorm1d(2, momentum=None, dtype=double), normal(4, 2), normal(3, 2), normal(5, 2))
case("BatchNorm1d plain", nn.BatchNorm1d(3, affine=False, track_running_stats=False, dtype=double), normal(4, 3))
case("BatchNorm1d without bias", nn.BatchNorm1d(3, bias=False, eps=0.5, dtype=double), normal(4, 3))
case("BatchNorm1d empty", nn.BatchNorm1d(3, dtype=double), torch.zeros(0, 3, dtype=double))
case("BatchNorm1d extreme", nn.BatchNorm1d(2, dtype=double), normal(6, 2, scale=0.1, offset=1e4), normal(6, 2, scale=1e150))
case("BatchNorm2d", nn.BatchNorm2d(3, momentum=0.3, dtype=double), normal(2, 3, 4, 5), normal(1, 3, 2, 2))
case("InstanceNorm1d", nn.InstanceNorm1d(3, dtype=double), normal(2, 3, 4), normal(3, 5))
case("InstanceNorm1d tracking", nn.InstanceNorm1d(3, affine=True, track_running_stats=True, dtype=double), normal(2, 3, 4), normal(4, 3, 2))
case("InstanceNorm2d", nn.InstanceNorm2d(2, affine=True, dtype=double), normal(2, 2, 3, 4), normal(2, 3, 4))
case("LayerNorm", nn.LayerNorm(4, dtype=double), normal(3, 4), normal(2, 3, 4), normal(4))
case("LayerNorm two dims", nn.LayerNorm((3, 4), dtype=double), normal(2, 3, 4))
case("LayerNorm plain", nn.LayerNorm(4, elementwise_affine=False, dtype=double), normal(3, 4))
case("LayerNorm without bias", nn.LayerNorm(4, bias=False, eps=1e-3, dtype=double), normal(3, 4))
case("LayerNorm empty", nn.LayerNorm(4, dtype=double), torch.zeros(0, 4, dtype=double))
case("LayerNorm one", nn.LayerNorm(1, dtype=double), normal(3, 1))
case("LayerNorm extreme", nn.LayerNorm(4, dtype=double), normal(3, 4, scale=0.1, offset=1e4), normal(3, 4, scale=1e150),
     torch.full((2, 4), 0.1, dtype=double))
case("GroupNorm", nn.GroupNorm(2, 4, dtype=double), normal(3, 4, 5), normal(2, 4, 3, 2), normal(3, 4))
case("GroupNorm plain", nn.GroupNorm(3, 6, eps=0.1, affine=False, dtype=double), normal(2, 6, 3))
case("GroupNorm one group", nn.GroupNorm(1, 4, dtype=double), normal(2, 4, 3))
case("RMSNorm", nn.RMSNorm(4, dtype=double), normal(3, 4), normal(2, 3, 4))
case("RMSNorm two dims", nn.RMSNorm((2, 3), eps=1e-3, elementwise_affine=False, dtype=double), normal(2, 2, 3))
case("RMSNorm extreme", nn.RMSNorm(4, dtype=double), torch.zeros(1, 4, dtype=double), normal(2, 4, scale=1e100))
case("LocalResponseNorm", nn.LocalResponseNorm(2), normal(2, 5, 3))
case("LocalResponseNorm choices", nn.LocalResponseNorm(3, 0.5, 0.25, 2.0), normal(2, 4, 3, 2))

golden.write()
