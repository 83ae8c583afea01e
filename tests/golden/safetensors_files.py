"""Files that the safetensors library writes of PyTorch's tensors, for SafetensorsGoldenTest. Run: python tests/golden/safetensors_files.py"""

import safetensors
import torch
from safetensors.torch import save_file

from golden_file import RESOURCES

FOLDER = RESOURCES / "files"
FOLDER.mkdir(parents=True, exist_ok=True)
torch.manual_seed(1)


def save(name, tensors, metadata=None):
    save_file(tensors, FOLDER / f"{name}.safetensors", metadata)


dtypes = (torch.bool, torch.int32, torch.int64, torch.float32, torch.float64)
own = {f"layer.{str(dtype)[6:]}": (torch.arange(6) % 4 - 1).to(dtype).reshape(2, 3) for dtype in dtypes}
names = {"": torch.tensor(1.5), "quote \" \\ / \b\f\n\r\t\x01\x7f": torch.zeros(0, 3), "é€": torch.ones(1), "\U0001f600": torch.ones(2), "\uffee": torch.ones(3)}
save("own", own | names, {"format": "pt"})
save("none", {})

small = {
    "float16": torch.arange(0, 65536, 127).to(torch.uint16).view(torch.float16),
    "bfloat16": torch.arange(0, 65536, 127).to(torch.uint16).view(torch.bfloat16),
    "float8_e4m3fn": torch.arange(256).to(torch.uint8).view(torch.float8_e4m3fn),
    "float8_e5m2": torch.arange(256).to(torch.uint8).view(torch.float8_e5m2),
    "int8": torch.arange(-128, 128).to(torch.int8),
    "uint8": torch.arange(256).to(torch.uint8),
    "int16": torch.arange(-32768, 32768, 127).to(torch.int16),
    "uint16": torch.arange(0, 65536, 127).to(torch.uint16),
    "uint32": torch.tensor([0, 1, 2**31, 2**32 - 1]).to(torch.uint32),
}
save("small", small)
wide = {n: t.to(torch.float32 if t.is_floating_point() else torch.int64 if n == "uint32" else torch.int32) for n, t in small.items()}
save("small-widened", wide)
save("uint64", {"x": torch.tensor([1, 2]).to(torch.uint64)})

mlp = torch.nn.Sequential(torch.nn.Linear(5, 8), torch.nn.ReLU(), torch.nn.Linear(8, 8), torch.nn.Tanh(), torch.nn.Linear(8, 3)).double()
save("mlp", mlp.state_dict(), {"format": "pt"})
x = torch.randn(4, 5, dtype=torch.float64)
save("mlp-values", {"x": x, "y": mlp(x).detach()})
print(f"safetensors {safetensors.__version__}, PyTorch {torch.__version__}")
