"""What the benchmark's workloads compute in PyTorch float64, for WorkloadsTest: of the first step the mean magnitude of the result (a loss) and the
root mean square of its gradients.

Run: python tests/golden/workloads.py (some gigabytes of memory)
"""

import gc
import sys
from pathlib import Path

import torch

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench/peers"))
import torch_workloads  # noqa: E402

from golden_file import GoldenFile  # noqa: E402

golden = GoldenFile("workloads.txt", "workloads.py", f"PyTorch {torch.__version__}", ROOT / "bench/src/test/resources/golden")
torch.set_default_dtype(torch.float64)
for name, make in torch_workloads.workloads(False):
    loss, gradient = make().outcome()
    golden.add(name, [loss] if gradient is None else [loss, gradient])
    gc.collect()
golden.write()
