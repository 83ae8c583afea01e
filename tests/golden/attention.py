"""PyTorch's attention, transformer, embedding and dropout layers, for AttentionLayersTest and EmbeddingTest. Run: python tests/golden/attention.py

A case of attention: `q`, `k`, `v` with shapes; the parameters; the output, the weights if there are, and the gradients of sum(output * w) by q, k, v and the
parameters, w being 1, 2, ... / number of elements; `second`: the sum of squares' gradients of those, by the same. `refused`: what PyTorch says of ones of
`shape0`, bools or float64."""

import torch
from torch import nn
from torch.nn.attention import SDPBackend, sdpa_kernel

from golden_file import GoldenFile

golden = GoldenFile("attention.txt", "attention.py", f"PyTorch {torch.__version__}")
double = torch.float64
torch.manual_seed(5)


def numbers(name, tensors):
    golden.add(name, [float(v) for t in tensors for v in t.detach().flatten().tolist()])


def normal(*shape):
    return torch.randn(shape, dtype=double)


def case(name, module, inputs, call):
    golden.add_text(f"{name}.text", repr(module))
    golden.add_text(f"{name}.keys", " ".join(module.state_dict()))
    for p in module.parameters():
        p.data.copy_(normal(*p.shape) / 2)
    leaves = [x.clone().requires_grad_(True) for x in inputs]
    for i, x in enumerate(inputs):
        golden.add(f"{name}.shape{i}", list(x.shape))
        numbers(f"{name}.x{i}", [x])
    wanted = [*leaves, *module.parameters()]
    numbers(f"{name}.parameters", module.parameters())
    with sdpa_kernel(SDPBackend.MATH):  # the other one has no second gradients
        out = call(*leaves)
    out, weights = out if isinstance(out, tuple) else (out, None)
    numbers(f"{name}.out", [out])
    if weights is not None:
        golden.add(f"{name}.weights.shape", list(weights.shape))
        numbers(f"{name}.weights", [weights])
    w = torch.arange(1, out.numel() + 1, dtype=double).reshape(out.shape) / max(1, out.numel())
    first = torch.autograd.grad((out * w).sum(), wanted, create_graph=True)
    numbers(f"{name}.first", first)
    second = torch.autograd.grad(sum((g * g).sum() for g in first), wanted, allow_unused=True)
    numbers(f"{name}.second", [torch.zeros_like(x) if h is None else h for x, h in zip(wanted, second)])


def attention(name, module, inputs, **options):
    case(name, module, inputs, lambda *x: module(*(x if len(x) == 3 else x * 3), **options))


padding = torch.tensor([[False, False, True, False], [False, True, True, False]])
causal = torch.ones(4, 4, dtype=torch.bool).triu(1)
attention("self", nn.MultiheadAttention(6, 2, batch_first=True, dtype=double), [normal(2, 4, 6)])
attention("self without weights", nn.MultiheadAttention(6, 2, batch_first=True, dtype=double), [normal(2, 4, 6)], need_weights=False)
attention("each head", nn.MultiheadAttention(6, 3, dtype=double), [normal(3, 2, 6), normal(4, 2, 6), normal(4, 2, 6)],
          average_attn_weights=False)
attention("sizes", nn.MultiheadAttention(4, 2, kdim=3, vdim=5, batch_first=True, dtype=double), [normal(2, 3, 4), normal(2, 4, 3), normal(2, 4, 5)],
          key_padding_mask=padding)
attention("without bias", nn.MultiheadAttention(4, 1, bias=False, dtype=double), [normal(2, 4), normal(3, 4), normal(3, 4)])
attention("added", nn.MultiheadAttention(4, 2, add_bias_kv=True, add_zero_attn=True, batch_first=True, dtype=double), [normal(2, 4, 4)],
          key_padding_mask=padding, attn_mask=causal, need_weights=False)
attention("causal", nn.MultiheadAttention(4, 2, batch_first=True, dtype=double), [normal(2, 4, 4)], attn_mask=causal, need_weights=False, is_causal=True)


def block(**options):
    return nn.TransformerEncoderLayer(4, 2, 6, dropout=0.0, dtype=double, **options)


for name, module, x, options in (
        ("block", block(), normal(3, 2, 4), {}),
        ("block first", block(norm_first=True, activation="gelu", layer_norm_eps=1e-3, batch_first=True), normal(2, 4, 4),
         {"src_mask": causal, "is_causal": True}),
        ("block without bias", block(bias=False, batch_first=True), normal(2, 4, 4), {"src_key_padding_mask": padding}),
        ("encoder", nn.TransformerEncoder(block(batch_first=True), 2, nn.LayerNorm(4, dtype=double)), normal(2, 4, 4), {"mask": causal})):
    case(name, module, [x], lambda y, module=module, options=options: module(y, **options))



def decoder_block(**options):
    return nn.TransformerDecoderLayer(4, 2, 6, dropout=0.0, dtype=double, **options)


memory_mask = torch.tensor([[0, 1, 0], [0, 0, 1], [1, 0, 0], [0, 0, 0]], dtype=torch.bool)
memory_padding = torch.tensor([[False, False, True], [False, False, False]])
for name, module, inputs, options in (
        ("decoder block", decoder_block(), [normal(4, 2, 4), normal(3, 2, 4)], {}),
        ("decoder block first", decoder_block(norm_first=True, activation="gelu", batch_first=True), [normal(2, 4, 4), normal(2, 3, 4)],
         {"tgt_mask": causal, "tgt_is_causal": True, "memory_mask": memory_mask}),
        ("decoder block without bias", decoder_block(bias=False, batch_first=True), [normal(2, 4, 4), normal(2, 3, 4)],
         {"tgt_key_padding_mask": padding, "memory_key_padding_mask": memory_padding}),
        ("decoder block of one", decoder_block(batch_first=True), [normal(1, 1, 4), normal(1, 1, 4)], {}),
        ("decoder", nn.TransformerDecoder(decoder_block(batch_first=True), 2, nn.LayerNorm(4, dtype=double)), [normal(2, 4, 4), normal(2, 3, 4)],
         {"tgt_mask": causal}),
        ("transformer", nn.Transformer(4, 2, 1, 2, 6, 0.0, batch_first=True, dtype=double), [normal(2, 3, 4), normal(2, 4, 4)],
         {"tgt_mask": causal, "src_key_padding_mask": memory_padding, "memory_key_padding_mask": memory_padding})):
    case(name, module, inputs, lambda *x, module=module, options=options: module(*x, **options))

for name, make in (
        ("decoder block", lambda: nn.TransformerDecoderLayer(4, 2, 6)),
        ("transformer", lambda: nn.Transformer(4, 2, 1, 2, 6)),
        ("attention", lambda: nn.MultiheadAttention(4, 2)),
        ("attention sizes", lambda: nn.MultiheadAttention(4, 2, kdim=3, vdim=2)),
        ("block", lambda: nn.TransformerEncoderLayer(4, 2, 6)),
        ("embedding", lambda: nn.Embedding(5, 4, padding_idx=-2))):
    torch.manual_seed(0)
    numbers(f"initial {name}", make().parameters())

for name, module in (
        ("Embedding", nn.Embedding(4, 3)),
        ("Embedding choices", nn.Embedding(4, 3, padding_idx=-3, max_norm=1.0, norm_type=3.0, scale_grad_by_freq=True)),
        ("Dropout1d", nn.Dropout1d()), ("Dropout2d", nn.Dropout2d(0.2)), ("AlphaDropout", nn.AlphaDropout(0.3)),
        ("FeatureAlphaDropout", nn.FeatureAlphaDropout()), ("Unflatten", nn.Unflatten(1, (2, 3)))):
    golden.add_text(f"text {name}", repr(module))

table, index = normal(5, 3), torch.tensor([[0, 3, 3], [1, 4, 3]])
golden.add("table", table.flatten().tolist())
for name, options in (("plain", {}), ("choices", {"padding_idx": 4, "max_norm": 1.0, "norm_type": 3.0, "scale_grad_by_freq": True}),
                      ("max norm", {"max_norm": 0.5})):
    layer = nn.Embedding(5, 3, dtype=double, **options)
    layer.weight.data.copy_(table)
    y = layer(index)
    (y * torch.arange(1, 19, dtype=double).reshape(y.shape)).sum().backward()
    numbers(f"embedding {name}", [y, layer.weight.grad, layer.weight])

x = torch.arange(1.0, 49, dtype=double).reshape(3, 4, 4)
for name, module in (("Dropout1d", nn.Dropout1d(0.4)), ("Dropout2d", nn.Dropout2d(0.4)), ("AlphaDropout", nn.AlphaDropout(0.3)),
                     ("FeatureAlphaDropout", nn.FeatureAlphaDropout(0.3)), ("AlphaDropout all", nn.AlphaDropout(1.0))):
    torch.manual_seed(7)
    y = module(x.unsqueeze(3) if name == "Dropout2d" else x)
    numbers(f"dropout {name}", [y])

# What has no batch, one element, and numbers that are as large and small as float64 and float32 take
EXTREMES = {"extreme": [1e100, -1e100, 1e-300, 0.0, -0.0, 40.0, -40.0], "extreme32": [1e6, -1e6, 1e-30, 0.0, -0.0, 40.0, -40.0]}
# Attention without norms: its gradients by the keys' biases are zero but for the roundings of all others, which grow with the inputs
MILD_EXTREMES = {"extreme": EXTREMES["extreme32"], "extreme32": [8.0, -8.0, 1e-30, 0.0, -0.0]}


def with_extremes(x, which, extremes):
    numbers = extremes[which]
    flat = x.flatten()
    for i in range(0, flat.numel(), 3):
        flat[i] = numbers[i // 3 % len(numbers)]
    return flat.reshape(x.shape).float().to(double) if which == "extreme32" else flat.reshape(x.shape)


KINDS = (
    ("self", lambda: nn.MultiheadAttention(4, 2, batch_first=True, dtype=double), 1),
    ("block", lambda: block(batch_first=True), 1),
    ("encoder", lambda: nn.TransformerEncoder(block(batch_first=True), 2, nn.LayerNorm(4, dtype=double)), 1),
    ("decoder block", lambda: decoder_block(batch_first=True), 2),
    ("decoder", lambda: nn.TransformerDecoder(decoder_block(batch_first=True), 2, nn.LayerNorm(4, dtype=double)), 2),
    ("transformer", lambda: nn.Transformer(4, 2, 1, 2, 6, 0.0, batch_first=True, dtype=double), 2))
for name, make, count in KINDS:
    for which in ("empty", "one", "extreme", "extreme32"):
        sizes = {"empty": (0, 3, 4), "one": (1, 1, 4)}.get(which, (2, 3, 4))
        inputs = [normal(*sizes) for _ in range(count)]
        if which in EXTREMES:
            inputs = [with_extremes(x, which, MILD_EXTREMES if name == "self" else EXTREMES) for x in inputs]
        module = make()
        attention(f"{name} {which}", module, inputs) if name == "self" else case(f"{name} {which}", module, inputs, module)

for name, make, count in KINDS:
    for which, x in (("wrong", torch.ones(2, 3, 5, dtype=double)), ("bool", torch.ones(2, 3, 4, dtype=torch.bool))):
        golden.add(f"{name} {which}.shape0", list(x.shape))
        try:
            make()(*[x] * (3 if name == "self" else count))
        except (RuntimeError, AssertionError) as e:
            golden.add_text(f"{name} {which}.refused", str(e).split("\n")[0][:120])

golden.write()
