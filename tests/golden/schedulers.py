"""Learning rates and momenta over 50 steps of PyTorch's schedules, two groups, for SchedulersTest, and what they refuse, for WrongSchedulesTest.

Run: python tests/golden/schedulers.py"""

import math
import warnings

import torch
from torch.optim import lr_scheduler as S
from torch.optim import swa_utils

from golden_file import GoldenFile

warnings.simplefilter("ignore")
golden = GoldenFile("schedulers.txt", "schedulers.py", f"PyTorch {torch.__version__}")

CASES = {
    "StepLR": lambda o: S.StepLR(o, 7, 0.5),
    "MultiStepLR": lambda o: S.MultiStepLR(o, [3, 10, 10, 31], 0.3),
    "ConstantLR": lambda o: S.ConstantLR(o, 0.25, 9),
    "LinearLR": lambda o: S.LinearLR(o, 0.2, 0.9, 13),
    "ExponentialLR": lambda o: S.ExponentialLR(o, 0.93),
    "PolynomialLR": lambda o: S.PolynomialLR(o, 30, 1.7),
    "CosineAnnealingLR": lambda o: S.CosineAnnealingLR(o, 11, 0.003),
    "CosineAnnealingWarmRestarts": lambda o: S.CosineAnnealingWarmRestarts(o, 5, 2, 0.001),
    "CyclicLR": lambda o: S.CyclicLR(o, 0.01, 0.1, 6, 9),
    "CyclicLR triangular2": lambda o: S.CyclicLR(o, 0.01, 0.1, 6, mode="triangular2", base_momentum=0.5, max_momentum=0.7),
    "CyclicLR exp_range": lambda o: S.CyclicLR(o, 0.01, 0.1, 6, mode="exp_range", gamma=0.97, cycle_momentum=False),
    "OneCycleLR": lambda o: S.OneCycleLR(o, 0.5, 51),
    "OneCycleLR three": lambda o: S.OneCycleLR(o, 0.5, 60, pct_start=0.4, anneal_strategy="linear", three_phase=True, div_factor=10, final_div_factor=100),
    "LambdaLR": lambda o: S.LambdaLR(o, [lambda e: 0.9**e, lambda e: 1 / (1 + e)]),
    "MultiplicativeLR": lambda o: S.MultiplicativeLR(o, lambda e: 0.95 if e % 3 else 1.02),
    "SequentialLR": lambda o: S.SequentialLR(
        o, [S.LinearLR(o, 0.1, 1.0, 5), S.CosineAnnealingLR(o, 20), S.ExponentialLR(o, 0.9)], [5, 30]),
    "ChainedScheduler": lambda o: S.ChainedScheduler([S.ConstantLR(o, 0.1, 4), S.ExponentialLR(o, 0.95)]),
    "SWALR": lambda o: swa_utils.SWALR(o, swa_lr=0.05, anneal_epochs=8),
    "SWALR linear": lambda o: swa_utils.SWALR(o, swa_lr=0.005, anneal_epochs=15, anneal_strategy="linear"),
    "SWALR at once": lambda o: swa_utils.SWALR(o, swa_lr=0.005, anneal_epochs=0),
}


def optimizer():
    a, b = torch.zeros(1, requires_grad=True), torch.zeros(2, requires_grad=True)
    return torch.optim.SGD([{"params": [a]}, {"params": [b], "lr": 0.02}], lr=0.1, momentum=0.9)


def rates(o):
    return [float(g[k]) for g in o.param_groups for k in ("lr", "momentum")]


for name, make in CASES.items():
    o = optimizer()
    schedule = make(o)
    values = rates(o)
    for _ in range(50):
        o.step()
        schedule.step()
        values += rates(o)
    golden.add(name, values)

o = optimizer()
schedule = S.CosineAnnealingWarmRestarts(o, 5, 2)
values = []
for i in range(50):
    schedule.step(i * 0.7)
    values += rates(o)
golden.add("CosineAnnealingWarmRestarts parts", values)

measures = [math.cos(i * 0.9) / (1 + i * 0.2) + 0.02 * i for i in range(50)]
golden.add("measures", measures)
for name, options in {
    "ReduceLROnPlateau": dict(patience=3),
    "ReduceLROnPlateau max": dict(mode="max", factor=0.5, patience=2, threshold=0.1, cooldown=2, min_lr=0.004),
    "ReduceLROnPlateau abs": dict(factor=0.7, patience=1, threshold=0.05, threshold_mode="abs", eps=0.002),
    "ReduceLROnPlateau max abs": dict(mode="max", factor=0.7, patience=1, threshold=0.05, threshold_mode="abs"),
}.items():
    o = optimizer()
    schedule = S.ReduceLROnPlateau(o, **options)
    values = rates(o)
    for m in measures:
        schedule.step(m)
        values += rates(o)
    golden.add(name, values)

WRONG = {
    "LinearLR start": lambda o: S.LinearLR(o, 0, 1, 5),
    "LinearLR end": lambda o: S.LinearLR(o, 0.5, 1.5, 5),
    "ConstantLR factor": lambda o: S.ConstantLR(o, 2, 5),
    "LambdaLR count": lambda o: S.LambdaLR(o, [lambda e: 1]),
    "MultiplicativeLR count": lambda o: S.MultiplicativeLR(o, [lambda e: 1]),
    "CosineAnnealingWarmRestarts t0": lambda o: S.CosineAnnealingWarmRestarts(o, 0),
    "CosineAnnealingWarmRestarts tMult": lambda o: S.CosineAnnealingWarmRestarts(o, 5, 0),
    "CosineAnnealingWarmRestarts epoch": lambda o: S.CosineAnnealingWarmRestarts(o, 5).step(-1.5),
    "OneCycleLR steps": lambda o: S.OneCycleLR(o, 0.5, 0),
    "OneCycleLR start": lambda o: S.OneCycleLR(o, 0.5, 10, pct_start=1.5),
    "CyclicLR momentum": lambda o: S.CyclicLR(torch.optim.Adagrad([torch.zeros(1)]), 0.1, 1),
    "ReduceLROnPlateau factor": lambda o: S.ReduceLROnPlateau(o, factor=1.0),
    "ChainedScheduler none": lambda o: S.ChainedScheduler([]),
    "ChainedScheduler other": lambda o: S.ChainedScheduler([S.ExponentialLR(o, 0.9), S.ExponentialLR(optimizer(), 0.9)]),
    "SequentialLR none": lambda o: S.SequentialLR(o, [], []),
    "SequentialLR other": lambda o: S.SequentialLR(o, [S.ExponentialLR(o, 0.9), S.ExponentialLR(optimizer(), 0.9)], [3]),
    "SequentialLR count": lambda o: S.SequentialLR(o, [S.ExponentialLR(o, 0.9)], [3]),
    "SWALR epochs": lambda o: swa_utils.SWALR(o, 0.05, anneal_epochs=-1),
}
for name, wrong in WRONG.items():
    try:
        wrong(optimizer())
    except ValueError as e:
        golden.add_text(name.replace(" ", " refused "), str(e).split(", but got scheduler")[0])

golden.write()
