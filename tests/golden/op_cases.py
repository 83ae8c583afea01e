"""The table of op cases (tests/src/test/java/dev/vecgrad/tests/cases) in PyTorch, in float64: results, first and second gradients.

Run from the project's folder (torch 2.13.0):
    python tests/golden/op_cases.py golden [FILE]         PyTorch's values for the table's own sizes become golden files of tests/
    python tests/golden/op_cases.py compare SEED [FILE]   other numbers and larger sizes: the greatest differences as a table, in Markdown

vecgrad's side is FILE, which the test CaseFileTest writes when this script runs it; a FILE that is there already is read as it is.
A line of FILE is `case NAME`, `expression PYTHON`, `grad 0` for an input that requires one, or an array: `in 0 int64 2x3 = 1 2 ...`, `out 0 ...`,
`first 0 ...`, `second 0 ...`, the number being that of the result or of the input. Differences are relative to max(1, |v|)."""

import math
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import torch
import torch.nn.functional as F

from golden_file import as_text

RESOURCES = Path(__file__).resolve().parents[1] / "src/test/resources/golden/cases"
PARTS = ("out", "first", "second")


def read(path):
    cases = []
    for line in Path(path).read_text().splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "case":
            cases.append({"name": rest, "grad": set(), "in": {}, "out": {}, "first": {}, "second": {}})
        elif kind == "expression":
            cases[-1]["expression"] = rest
        elif kind == "grad":
            cases[-1]["grad"].add(int(rest))
        else:
            head, _, numbers = rest.partition(" =")
            number, dtype, shape = head.split(" ")
            cases[-1][kind][int(number)] = array(dtype, shape, numbers.split())
    return cases


def array(dtype, shape, numbers):
    sizes = [int(n) for n in shape.split("x") if n]
    read_number = float.fromhex if dtype == "float64" else int
    values = [math.nan if n == "NaN" else read_number(n.replace("Infinity", "inf")) for n in numbers]
    return torch.tensor(values, dtype=torch.float64 if dtype == "float64" else torch.int64).to(getattr(torch, dtype)).reshape(sizes)


def flat(result):
    return [result] if isinstance(result, torch.Tensor) else [t for part in result for t in flat(part)]


def weights(like, number):
    return (((torch.arange(like.numel()) * 7 + number * 3) % 11 + 3) / 8.0).to(like.dtype).reshape(like.shape)


def gradients(of, inputs):
    roots = [(t, weights(t.detach(), i)) for i, t in enumerate(of) if t is not None and t.requires_grad]
    wanted = [t for t in inputs if t.requires_grad]
    if not roots or not wanted:
        return [None] * len(inputs)
    found = iter(torch.autograd.grad([t for t, _ in roots], wanted, [w for _, w in roots], create_graph=True, allow_unused=True))
    return [whole(next(found)) if t.requires_grad else None for t in inputs]


def whole(tensor):
    """PyTorch has zeros without memory."""
    return torch.zeros(tensor.shape, dtype=tensor.dtype) if tensor is not None and tensor._is_zerotensor() else tensor


def gradients_or_none(case, which, of, inputs):
    """PyTorch lacks the gradients of a few uses."""
    try:
        return gradients(of, inputs)
    except RuntimeError as e:
        print(f"{case['name']}: no {which} gradient in PyTorch: {e}", file=sys.stderr)
        return None


def evaluate(case):
    inputs = [case["in"][i].clone().requires_grad_(i in case["grad"]) for i in range(len(case["in"]))]
    names = {chr(ord("a") + i): x for i, x in enumerate(inputs)}
    results = flat(eval(case["expression"], {"torch": torch, "F": F, "math": math} | names))
    first = gradients_or_none(case, "first", results, inputs)
    second = gradients_or_none(case, "second", first, inputs) if first else None
    return {"out": results, "first": first, "second": second}


def golden(cases):
    families = defaultdict(list)
    for case in cases:
        families[case["name"].split("/")[0]].append(case)
    RESOURCES.mkdir(parents=True, exist_ok=True)
    for family, members in families.items():
        lines = [f"# Made by tests/golden/op_cases.py with torch {torch.__version__}."]
        for case in members:
            name = case["name"].split("/")[1]
            lines.append(f"{name}.expression = {case['expression']}")
            lines += array_lines(f"{name}.in", enumerate(case["in"].values()))
            for part, tensors in evaluate(case).items():
                lines += [f"{name}.{part}.none = "] if tensors is None else []
                lines += array_lines(f"{name}.{part}", enumerate(tensors or []))
        path = RESOURCES / f"{family}.txt"
        path.write_text("\n".join(lines) + "\n")
        print(f"{path}: {len(members)} cases")


def array_lines(name, tensors):
    for i, tensor in tensors:
        if tensor is not None:
            yield f"{name}{i}.shape = {' '.join(map(str, tensor.shape))}".rstrip()
            yield f"{name}{i} = {' '.join(as_text(v) for v in tensor.detach().flatten().tolist())}".rstrip()


def compare(cases):
    worst = defaultdict(lambda: {"cases": 0, "elements": 0, "out": 0.0, "first": 0.0, "second": 0.0})
    for case in cases:
        row = worst[case["name"].split("/")[1].rsplit(".", 1)[0]]
        row["cases"] += 1
        for part, tensors in evaluate(case).items():
            for i, tensor in enumerate(tensors or []):
                found = case[part].get(i)
                row["elements"] += 0 if tensor is None else tensor.numel()
                row[part] = max(row[part], difference(case, f"{part} {i}", tensor, found))
    total = {part: max(row[part] for row in worst.values()) for part in PARTS}
    print(f"{len(worst)} ops, {sum(r['cases'] for r in worst.values())} cases, {sum(r['elements'] for r in worst.values())} numbers,"
          f" torch {torch.__version__}; greatest differences: value {total['out']:.1e}, first gradient {total['first']:.1e},"
          f" second gradient {total['second']:.1e}.\n")
    print("| op | cases | numbers | value | first gradient | second gradient |\n|---|---|---|---|---|---|")
    for name, row in sorted(worst.items()):
        print(f"| {name} | {row['cases']} | {row['elements']} | " + " | ".join(f"{row[part]:.1e}" for part in PARTS) + " |")


def difference(case, part, expected, found):
    """0 where neither side has a gradient; a gradient that is all zero is as good as none."""
    if expected is None or found is None:
        there = expected if found is None else found
        return 0.0 if there is None or not there.any() else report(case, part, "on one side only", math.inf)
    if expected.shape != found.shape or part.startswith("out") and expected.dtype != found.dtype:
        return report(case, part, f"{found.dtype} {list(found.shape)}, PyTorch {expected.dtype} {list(expected.shape)}", math.inf)
    a, b = expected.detach().double(), found.double()
    apart = torch.where((a == b) | a.isnan() & b.isnan(), 0.0, (a - b).abs() / a.abs().clamp(min=1))
    worst = apart.nan_to_num(nan=math.inf).max().item() if apart.numel() else 0.0
    return worst if worst <= 1e-9 else report(case, part, "differs", worst)


def report(case, part, what, worst):
    print(f"{case['name']}, {part}: {what} ({worst:.1e}): {case['expression']} of {[list(t.shape) for t in case['in'].values()]}", file=sys.stderr)
    return worst


def written_file(properties):
    """Lets vecgrad write its side; needs what `./mvnw verify` needs."""
    path = Path(tempfile.mkdtemp()) / "cases.txt"
    command = ["./mvnw", "-q", "-pl", "tests", "-am", "test", "-Dtest=CaseFileTest", f"-Dvecgrad.cases.file={path}"]
    subprocess.run(command + properties, cwd=Path(__file__).resolve().parents[2], check=True)
    return path


if __name__ == "__main__":
    if sys.argv[1] == "golden":
        golden(read(sys.argv[2] if len(sys.argv) > 2 else written_file([])))
    else:
        seed = f"-Dvecgrad.cases.seed={int(sys.argv[2])}"
        compare(read(sys.argv[3] if len(sys.argv) > 3 else written_file([seed])))
