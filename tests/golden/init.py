"""Numbers of PyTorch's initialisations, for InitTest. Run: python tests/golden/init.py"""

import torch
from torch.nn import init

from golden_file import GoldenFile

golden = GoldenFile("init.txt", "init.py", f"PyTorch {torch.__version__}")

CASES = {
    "uniform": ((4, 5), lambda t: init.uniform_(t, -1.5, 2.5)),
    "normal": ((4, 5), lambda t: init.normal_(t, 0.5, 2.0)),
    "trunc_normal": ((5, 6), lambda t: init.trunc_normal_(t)),
    "trunc_normal narrow": ((5, 6), lambda t: init.trunc_normal_(t, 0.5, 1.0, -0.2, 0.9)),
    "trunc_normal accepted": ((5, 6), lambda t: init.trunc_normal_(t, 0.0, 1.0, 1.0, 1.5)),
    "eye": ((3, 5), init.eye_),
    "dirac 3": ((4, 3, 5), init.dirac_),
    "dirac 4": ((3, 4, 3, 2), init.dirac_),
    "dirac 5": ((2, 2, 3, 4, 3), init.dirac_),
    "dirac groups": ((6, 2, 3), lambda t: init.dirac_(t, 3)),
    "orthogonal square": ((4, 4), init.orthogonal_),
    "orthogonal tall": ((7, 3), lambda t: init.orthogonal_(t, 1.5)),
    "orthogonal wide": ((3, 2, 4), init.orthogonal_),
    "sparse": ((7, 4), lambda t: init.sparse_(t, 0.3, 0.5)),
    "xavier_uniform": ((4, 5), lambda t: init.xavier_uniform_(t, 2.0)),
    "kaiming_uniform": ((4, 5), lambda t: init.kaiming_uniform_(t, 0.1)),
    "constant": ((2, 3), lambda t: init.constant_(t, 0.3)),
    "ones": ((2, 3), init.ones_),
    "zeros": ((2, 3), init.zeros_),
}
for name, (shape, fill) in CASES.items():
    for dtype, suffix in ((torch.float32, "32"), (torch.float64, "64")):
        torch.manual_seed(5)
        golden.add(f"{name} shape", shape)
        golden.add(f"{name} {suffix}", fill(torch.empty(shape, dtype=dtype)).flatten().tolist())
golden.add("gains", [init.calculate_gain(n) for n in ("linear", "sigmoid", "tanh", "relu", "leaky_relu", "selu")] + [init.calculate_gain("leaky_relu", 0.2)])
golden.write()
