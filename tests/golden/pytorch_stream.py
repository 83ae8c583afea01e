"""Numbers of PyTorch's CPU generator, for PytorchStreamTest. Run: python tests/golden/pytorch_stream.py

Bernoulli numbers are those of PyTorch's own kernel: run it on a processor that is not Intel's, or with a PyTorch
without MKL.
"""

import torch

from golden_file import GoldenFile

golden = GoldenFile("pytorch_stream.txt", "pytorch_stream.py", f"PyTorch {torch.__version__}")


def add(name, seed, *tensors):
    """The tensors were drawn one after the other from one seed."""
    golden.add(f"{name} seed={seed}", [v for t in tensors for v in t.flatten().tolist()])


def draw(name, seed, *calls):
    torch.manual_seed(seed)
    add(name, seed, *[call() for call in calls])


double = torch.float64
seeds = [0, 1, 42, 2**32 + 5, -1]

for seed in seeds:
    draw("rand32", seed, lambda: torch.rand(7))
    draw("rand64", seed, lambda: torch.rand(7, dtype=double))
    draw("randperm", seed, lambda: torch.randperm(13))
    draw("randint", seed, lambda: torch.randint(-3, 10, (9,)))

draw("rand32 late", 3, lambda: torch.rand(3000)[2990:])
draw("uniform32", 0, lambda: torch.empty(200).uniform_(-0.31622776601683794, 0.31622776601683794))
draw("uniform64", 0, lambda: torch.empty(20, dtype=double).uniform_(-2.5, 7.1))
draw("uniform32 narrow", 0, lambda: torch.empty(64).uniform_(1, 1 + 2**-22))
draw("randint wide", 1, lambda: torch.randint(-(2**40), 2**41, (9,)))
draw("randint full", 1, lambda: torch.randint(-(2**63), 2**63 - 1, (5,)))
draw("randint border", 1, lambda: torch.randint(0, 2**28 - 1, (3,)), lambda: torch.randint(0, 2**28, (3,)))

for n in (0, 1, 3, 15, 16, 17, 31, 32, 40, 100):
    draw(f"randn32 n={n}", 7, lambda: torch.randn(n), lambda: torch.rand(1))
    draw(f"randn64 n={n}", 7, lambda: torch.randn(n, dtype=double), lambda: torch.rand(1, dtype=double))
draw("normal32", 7, lambda: torch.empty(20).normal_(3, 0.5), lambda: torch.empty(3).normal_(3, 0.5))
draw("randn cached", 9, lambda: torch.randn(3), lambda: torch.rand(2), lambda: torch.randn(16), lambda: torch.randn(2))
draw("randn cached across dtypes", 9, lambda: torch.randn(1, dtype=double).float(), lambda: torch.randn(1))

draw("bernoulli scalar", 5, lambda: torch.empty(60).bernoulli_(0.3))
draw("bernoulli float", 5, lambda: torch.bernoulli(torch.full((60,), 0.3)))
draw("bernoulli double", 5, lambda: torch.bernoulli(torch.full((60,), 0.3, dtype=double)))
draw(
    "mixed",
    11,
    lambda: torch.rand(3),
    lambda: torch.randperm(5),
    lambda: torch.rand(2, dtype=double).float(),
    lambda: torch.randint(0, 100, (4,)),
    lambda: torch.empty(4).bernoulli_(0.5),
    lambda: torch.rand(2),
)

torch.manual_seed(0)
layer = torch.nn.Linear(10, 1)
add("linear 10 1", 0, layer.weight.detach(), layer.bias.detach())
torch.manual_seed(0)
layer = torch.nn.Linear(7, 30)
add("linear 7 30", 0, layer.weight.detach(), layer.bias.detach())

golden.write()
