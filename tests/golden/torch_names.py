"""The names of PyTorch's layers, losses, optimisers, schedules and initialisations, for LibraryListTest. Run: python tests/golden/torch_names.py"""

import inspect
from pathlib import Path

import torch
from torch import nn, optim
from torch.optim import lr_scheduler, swa_utils

OUT = Path(__file__).resolve().parents[1] / "src/test/resources/torch_names.txt"
# Abstract ones, those of other devices or of deferred shapes, and old names of others.
NOT_OURS = {"Module", "Container", "DataParallel", "Optimizer", "LRScheduler", "_LRScheduler", "SparseAdam", "RNNBase", "RNNCellBase", "NLLLoss2d"}


def classes(module, base):
    return sorted(n for n, c in vars(module).items()
                  if inspect.isclass(c) and issubclass(c, base) and n not in NOT_OURS and n[0] != "_" and not n.startswith("Lazy"))


modules = classes(nn, nn.Module)
names = {
    "layers": [n for n in modules if not n.endswith("Loss") or n == "AdaptiveLogSoftmaxWithLoss"],
    "losses": [n for n in modules if n.endswith("Loss") and n != "AdaptiveLogSoftmaxWithLoss"],
    "optimisers": classes(optim, optim.Optimizer),
    "schedules": sorted(set(classes(lr_scheduler, lr_scheduler.LRScheduler)) | {"ReduceLROnPlateau", "SWALR"}),
    "averages": ["AveragedModel", "update_bn"],
    "initialisations": sorted(n for n, f in vars(nn.init).items() if inspect.isfunction(f) and (n[0] != "_" and n[-1] == "_" or n == "calculate_gain")),
}
OUT.write_text(f"# Made by tests/golden/torch_names.py with PyTorch {torch.__version__}.\n" + "".join(f"{k} = {' '.join(v)}\n" for k, v in names.items()))
print(OUT.read_text())
