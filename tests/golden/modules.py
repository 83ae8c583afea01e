"""Texts, states and initial numbers of PyTorch's modules, for ModuleTest and LinearTest. Run: python tests/golden/modules.py"""

import math

import torch
from torch import nn

from golden_file import GoldenFile

golden = GoldenFile("modules.txt", "modules.py", f"PyTorch {torch.__version__}")
double = torch.float64


def text(name, module):
    golden.add_text(f"text {name}", repr(module))


text("Linear", nn.Linear(10, 1))
text("Linear without bias", nn.Linear(784, 256, bias=False))
text("Conv2d same", nn.Conv2d(3, 4, 3, padding="same"))
text("Conv2d valid", nn.Conv2d(3, 4, (3, 2), padding="valid", bias=False))
text("Conv1d", nn.Conv1d(4, 4, 3, padding=1, padding_mode="reflect", dilation=2, groups=2))
text("ConvTranspose1d", nn.ConvTranspose1d(3, 4, 3))
text("ConvTranspose2d", nn.ConvTranspose2d(3, 4, 3, stride=2, output_padding=1))
text("MaxPool1d", nn.MaxPool1d(2))
text("MaxPool2d", nn.MaxPool2d((3, 2), stride=2, padding=1, ceil_mode=True))
text("AvgPool1d", nn.AvgPool1d(3, padding=1))
text("AvgPool2d", nn.AvgPool2d((2, 3), stride=(1, 2)))
text("AdaptiveAvgPool1d", nn.AdaptiveAvgPool1d(3))
text("AdaptiveAvgPool2d", nn.AdaptiveAvgPool2d((None, 4)))
text("AdaptiveAvgPool3d", nn.AdaptiveAvgPool3d((1, 2, 3)))
text("AdaptiveMaxPool1d", nn.AdaptiveMaxPool1d(3))
text("AdaptiveMaxPool2d", nn.AdaptiveMaxPool2d(2))
text("MaxUnpool1d", nn.MaxUnpool1d(3, 2, 1))
text("MaxUnpool2d", nn.MaxUnpool2d((3, 2)))
text("Upsample factor", nn.Upsample(scale_factor=2))
text("Upsample factors", nn.Upsample(scale_factor=(2, 0.5), mode="bicubic"))
text("Upsample size", nn.Upsample(size=7, mode="nearest-exact"))
text("UpsamplingNearest2d", nn.UpsamplingNearest2d(size=(3, 4)))
text("UpsamplingBilinear2d", nn.UpsamplingBilinear2d(scale_factor=3))
text("PixelShuffle", nn.PixelShuffle(2))
text("PixelUnshuffle", nn.PixelUnshuffle(3))
text("ChannelShuffle", nn.ChannelShuffle(4))
text("EmbeddingBag", nn.EmbeddingBag(4, 3))
text("EmbeddingBag choices", nn.EmbeddingBag(4, 3, max_norm=1.0, norm_type=3.0, scale_grad_by_freq=True, mode="sum", padding_idx=-1))
text("ZeroPad1d", nn.ZeroPad1d(2))
text("ZeroPad2d", nn.ZeroPad2d((1, 2, 3, 4)))
text("ConstantPad2d", nn.ConstantPad2d(2, 3.5))
text("ConstantPad3d", nn.ConstantPad3d((1, 2, 3, 4, 5, 6), -0.5))
text("ReflectionPad1d", nn.ReflectionPad1d((1, 2)))
text("ReplicationPad2d", nn.ReplicationPad2d(1))
text("CircularPad3d", nn.CircularPad3d(1))
text("ReLU", nn.ReLU())
text("GELU", nn.GELU())
text("GELU tanh", nn.GELU("tanh"))
text("Sigmoid", nn.Sigmoid())
text("Tanh", nn.Tanh())
text("SiLU", nn.SiLU())
text("LeakyReLU", nn.LeakyReLU())
text("LeakyReLU slope", nn.LeakyReLU(1e-5))
text("ELU", nn.ELU())
text("ELU alpha", nn.ELU(0.25))
text("Softplus", nn.Softplus())
text("Softplus both", nn.Softplus(2.0, 1e17))
text("Softmax", nn.Softmax(1))
text("LogSoftmax", nn.LogSoftmax(-1))
text("Flatten", nn.Flatten())
text("Flatten dims", nn.Flatten(0, 2))
text("Dropout", nn.Dropout())
text("Dropout p", nn.Dropout(0.1))
text("Identity", nn.Identity())
text("BCEWithLogitsLoss", nn.BCEWithLogitsLoss())
text("CrossEntropyLoss", nn.CrossEntropyLoss())
text("LinearCrossEntropyLoss", nn.LinearCrossEntropyLoss(5, 10, out_features=(4, 3), label_smoothing=0.1))
text("MSELoss", nn.MSELoss())
text("NLLLoss", nn.NLLLoss())
text("Sequential empty", nn.Sequential())
text("Sequential", nn.Sequential(nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10)))
text(
    "Sequential nested",
    nn.Sequential(nn.Linear(2, 3), nn.Sequential(nn.ReLU(), nn.Sequential(nn.Tanh()), nn.Sequential()), nn.Dropout(0.2)),
)

text("ModuleList", nn.ModuleList([nn.Linear(2, 2), nn.Linear(2, 2), nn.ReLU()]))
text("ModuleList empty", nn.ModuleList())
text("ModuleList nested", nn.ModuleList([nn.Sequential(nn.Linear(2, 3), nn.ReLU()) for _ in range(2)]))
text("ModuleDict", nn.ModuleDict({"first": nn.Linear(2, 1), "act": nn.ReLU()}))
text("ParameterList", nn.ParameterList([torch.zeros(2), torch.zeros(3, 4)]))
text("ParameterList one", nn.ParameterList([torch.zeros(2)]))

nested = nn.Sequential(nn.Linear(2, 3), nn.Sequential(nn.ReLU(), nn.Linear(3, 1, bias=False)))
golden.add_text("state nested", " ".join(nested.state_dict()))


def seeded(name, make):
    torch.manual_seed(0)
    module = make()
    golden.add(name, [v for p in module.parameters() for v in p.flatten().tolist()])


seeded("linear 10 1", lambda: nn.Linear(10, 1))
seeded("linear 3 5 double", lambda: nn.Linear(3, 5, dtype=double))
seeded("linear 4 3 without bias", lambda: nn.Linear(4, 3, bias=False))
seeded("conv2d", lambda: nn.Conv2d(4, 6, (3, 2), groups=2))
seeded("conv transpose 1d", lambda: nn.ConvTranspose1d(2, 3, 2))
seeded("mlp", lambda: nn.Sequential(nn.Linear(6, 5), nn.ReLU(), nn.Linear(5, 2)))
torch.manual_seed(0)
layer = nn.Linear(10, 1)
golden.add_text("weight text", repr(layer.weight))
golden.add_text("bias text", repr(layer.bias))
golden.add_text("no-grad parameter text", repr(nn.Parameter(torch.tensor([1.0, 2.5]), requires_grad=False)))

for dtype, suffix in ((torch.float32, "32"), (double, "64")):
    for name, init in (
        ("kaiming uniform", lambda t: nn.init.kaiming_uniform_(t)),
        ("kaiming uniform relu out", lambda t: nn.init.kaiming_uniform_(t, mode="fan_out", nonlinearity="relu")),
        ("kaiming normal leak", lambda t: nn.init.kaiming_normal_(t, a=0.2)),
        ("xavier uniform", lambda t: nn.init.xavier_uniform_(t)),
        ("xavier uniform tanh", lambda t: nn.init.xavier_uniform_(t, gain=nn.init.calculate_gain("tanh"))),
        ("xavier normal", lambda t: nn.init.xavier_normal_(t)),
    ):
        torch.manual_seed(3)
        golden.add(f"{name} {suffix}", init(torch.empty(4, 3, 2, dtype=dtype)).flatten().tolist())

for p in (0.1, 0.5, 0.3, 1.0):
    torch.manual_seed(7)
    golden.add(f"dropout {p}", nn.functional.dropout(torch.arange(1.0, 31), p).tolist())
torch.manual_seed(7)
golden.add("dropout double", nn.functional.dropout(torch.arange(1.0, 31, dtype=double), 0.3).tolist())

torch.manual_seed(1)
x = torch.arange(-8, 8, dtype=double).reshape(2, 8) / 3
x[0, 0], x[1, 7] = 30, -30
x.requires_grad_(True)
golden.add("activation input", x.detach().flatten().tolist())
for name, module in (
    ("ReLU", nn.ReLU()),
    ("GELU", nn.GELU()),
    ("GELU tanh", nn.GELU("tanh")),
    ("Sigmoid", nn.Sigmoid()),
    ("Tanh", nn.Tanh()),
    ("SiLU", nn.SiLU()),
    ("LeakyReLU", nn.LeakyReLU(0.2)),
    ("ELU", nn.ELU(1.5)),
    ("Softplus", nn.Softplus(2, 5)),
    ("Softmax", nn.Softmax(1)),
    ("LogSoftmax", nn.LogSoftmax(0)),
    ("Flatten", nn.Flatten(0, 1)),
    ("Identity", nn.Identity()),
):
    y = module(x)
    weights = torch.arange(1, 17, dtype=double).reshape(y.shape)
    (grad,) = torch.autograd.grad((y * weights).sum(), x)
    golden.add(f"activation {name}", y.flatten().tolist() + grad.flatten().tolist())

golden.write()
