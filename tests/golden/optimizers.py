"""Parameters after each of ten steps of PyTorch's optimisers in float64, for OptimizerTest, LBFGSTest and WrongChoicesTest. Run: python tests/golden/optimizers.py

Gradients are given by a formula of plain arithmetic that the test repeats, so that only the updates are compared.
"""

import torch

from golden_file import GoldenFile

golden = GoldenFile("optimizers.txt", "optimizers.py", f"PyTorch {torch.__version__}")
optim = torch.optim
double = torch.float64
torch.set_default_dtype(double)  # in which some states are kept that are no tensors of the parameter's shape

CASES = {
    "SGD": (optim.SGD, dict(lr=0.1)),
    "SGD momentum": (optim.SGD, dict(lr=0.1, momentum=0.9)),
    "SGD dampening": (optim.SGD, dict(lr=0.1, momentum=0.9, dampening=0.3)),
    "SGD nesterov": (optim.SGD, dict(lr=0.1, momentum=0.9, nesterov=True)),
    "SGD weightDecay": (optim.SGD, dict(lr=0.1, weight_decay=0.01)),
    "SGD maximize": (optim.SGD, dict(lr=0.1, maximize=True)),
    "SGD all": (optim.SGD, dict(lr=0.05, momentum=0.8, weight_decay=0.02, nesterov=True, maximize=True)),
    "Adam": (optim.Adam, dict()),
    "Adam lr": (optim.Adam, dict(lr=0.1)),
    "Adam betas": (optim.Adam, dict(lr=0.1, betas=(0.5, 0.7))),
    "Adam eps": (optim.Adam, dict(lr=0.1, eps=0.5)),
    "Adam weightDecay": (optim.Adam, dict(lr=0.1, weight_decay=0.3)),
    "Adam amsgrad": (optim.Adam, dict(lr=0.1, amsgrad=True)),
    "Adam maximize": (optim.Adam, dict(lr=0.1, maximize=True)),
    "Adam all": (optim.Adam, dict(lr=0.2, betas=(0.8, 0.9), eps=1e-3, weight_decay=0.1, amsgrad=True, maximize=True)),
    "AdamW": (optim.AdamW, dict(lr=0.1)),
    "AdamW weightDecay": (optim.AdamW, dict(lr=0.1, weight_decay=0.5)),
    "AdamW amsgrad": (optim.AdamW, dict(lr=0.1, amsgrad=True)),
    "AdamW maximize": (optim.AdamW, dict(lr=0.1, maximize=True)),
    "NAdam": (optim.NAdam, dict()),
    "NAdam weightDecay": (optim.NAdam, dict(lr=0.1, weight_decay=0.3, betas=(0.7, 0.9), momentum_decay=0.1, eps=1e-3)),
    "NAdam decoupled": (optim.NAdam, dict(lr=0.1, weight_decay=0.3, decoupled_weight_decay=True, maximize=True)),
    "RAdam": (optim.RAdam, dict(lr=0.1)),
    "RAdam weightDecay": (optim.RAdam, dict(lr=0.1, weight_decay=0.3, betas=(0.7, 0.9), eps=1e-3)),
    "RAdam decoupled": (optim.RAdam, dict(lr=0.1, weight_decay=0.3, decoupled_weight_decay=True, maximize=True)),
    "RMSprop": (optim.RMSprop, dict()),
    "RMSprop centered": (optim.RMSprop, dict(lr=0.05, centered=True, alpha=0.8)),
    "RMSprop momentum": (optim.RMSprop, dict(lr=0.05, momentum=0.9, eps=1e-3)),
    "RMSprop all": (optim.RMSprop, dict(lr=0.05, momentum=0.5, centered=True, weight_decay=0.1, maximize=True)),
    "Adagrad": (optim.Adagrad, dict(lr=0.1)),
    "Adagrad all": (optim.Adagrad, dict(lr=0.3, lr_decay=0.2, weight_decay=0.1, initial_accumulator_value=0.5, eps=1e-2, maximize=True)),
    "Adadelta": (optim.Adadelta, dict()),
    "Adadelta all": (optim.Adadelta, dict(lr=0.5, rho=0.7, eps=1e-3, weight_decay=0.1, maximize=True)),
    "Adamax": (optim.Adamax, dict(lr=0.1)),
    "Adamax all": (optim.Adamax, dict(lr=0.1, betas=(0.7, 0.9), eps=1e-2, weight_decay=0.1, maximize=True)),
    "ASGD": (optim.ASGD, dict(lr=0.1)),
    "ASGD all": (optim.ASGD, dict(lr=0.2, lambd=0.3, alpha=0.5, t0=3, weight_decay=0.1, maximize=True)),
    "Rprop": (optim.Rprop, dict()),
    "Rprop all": (optim.Rprop, dict(lr=0.1, etas=(0.4, 1.7), step_sizes=(0.05, 0.3), maximize=True)),
}


def start():
    p = torch.tensor([[0.5, -1.25, 2.0], [3.5, 0.0, -0.75]], dtype=double)
    q = torch.tensor([1.0, -2.0, 0.1, 0.01], dtype=double)
    extreme = torch.tensor([1.0, 1e15, -1e-15, 0.0], dtype=double)
    parameters = [p, q, torch.tensor([4.0], dtype=double), torch.zeros(0, 2, dtype=double), extreme]
    return [x.requires_grad_(True) for x in parameters]


def set_gradients(parameters, step):
    """Grows and shrinks, so that amsgrad's maximum matters; the first of several elements has gradient zero."""
    for parameter in parameters:
        grad = (parameter.detach() * 0.3 - 0.2) * (1.5 - 0.25 * step) + step * 0.125
        if grad.numel() > 1:
            grad.flatten()[0] = 0
        parameter.grad = grad


for name, (optimizer, options) in CASES.items():
    parameters = start()
    o = optimizer(parameters, foreach=False, **options)
    values = []
    for step in range(10):
        set_gradients(parameters, step)
        o.step()
        values += [v for p in parameters for v in p.flatten().tolist()]
    golden.add(name, values)
    state = o.state[parameters[0]]
    golden.add(f"{name} state", [v for key in sorted(state) if state[key] is not None for v in state[key].to(double).flatten().tolist()])
    golden.add_text(f"{name} state names", " ".join(k for k in sorted(state) if state[k] is not None))


def rosenbrock(x):
    return ((1 - x[:-1]) ** 2 + 100 * (x[1:] - x[:-1] ** 2) ** 2).sum()


def quartic(x):
    return ((x - 0.5) ** 4).sum() + (x * x).sum() * 0.25


START = (-1.2, 1.0, 0.5, -0.3)
for name, function, calls, options, first in (
    ("LBFGS rosenbrock wolfe", rosenbrock, 3, dict(line_search_fn="strong_wolfe"), START),
    ("LBFGS rosenbrock long", rosenbrock, 1, dict(line_search_fn="strong_wolfe", max_iter=200, max_eval=400), START),
    ("LBFGS rosenbrock short history", rosenbrock, 4, dict(line_search_fn="strong_wolfe", history_size=2, max_iter=8), START),
    ("LBFGS quartic plain", quartic, 3, dict(lr=0.3, max_iter=7), START),
    ("LBFGS quartic wolfe", quartic, 2, dict(line_search_fn="strong_wolfe", lr=5.0), START),
    ("LBFGS quartic tolerance", quartic, 2, dict(line_search_fn="strong_wolfe", tolerance_grad=1e-2), START),
    ("LBFGS quartic change", quartic, 2, dict(lr=0.5, tolerance_change=1e-3), START),
    ("LBFGS quartic ten steps", quartic, 10, dict(lr=0.5, max_iter=1), START),
    ("LBFGS quartic one", quartic, 10, dict(lr=0.5, max_iter=1), (4.0,)),
    ("LBFGS quartic extreme", quartic, 10, dict(lr=0.5, max_iter=1), (1.0, 1e15, -1e-15, 0.0)),
    ("LBFGS quartic extreme32", quartic, 10, dict(lr=0.5, max_iter=1), (1.0, 1e4, -1e-8, 0.0)),  # gradients whose squares float32 can hold
):
    x = torch.tensor(first, dtype=double, requires_grad=True)
    o = optim.LBFGS([x, torch.zeros(0, 2, dtype=double, requires_grad=True)], **options)

    def closure():
        o.zero_grad()
        loss = function(x)
        loss.backward()
        return loss

    values = []
    for _ in range(calls):
        loss = o.step(closure)
        state = o.state[x]
        values += [loss.item(), float(state["n_iter"]), float(state["func_evals"])] + x.tolist()
    golden.add(name, values)
    if name == "LBFGS quartic tolerance":
        golden.add(
            name + " state",
            [float(state[key]) for key in ("func_evals", "n_iter", "t", "H_diag")]
            + state["d"].tolist()
            + state["prev_flat_grad"].tolist()
            + torch.cat(state["old_dirs"] + state["old_stps"]).tolist()
            + [float(ro) for ro in state["ro"]],
        )

WRONG = {
    "lr": dict(lr=-1.0),
    "eps": dict(eps=-1.0),
    "betas 0": dict(betas=(1.0, 0.9)),
    "betas 1": dict(betas=(0.9, -0.1)),
    "weightDecay": dict(weight_decay=-1.0),
    "momentum": dict(momentum=-1.0),
    "momentumDecay": dict(momentum_decay=-1.0),
    "nesterov": dict(nesterov=True),
    "alpha": dict(alpha=-1.0),
    "lrDecay": dict(lr_decay=-1.0),
    "initialAccumulatorValue": dict(initial_accumulator_value=-1.0),
    "rho": dict(rho=2.0),
    "etas": dict(etas=(0.5, 0.7)),
}
for optimizer in dict.fromkeys([o for o, _ in CASES.values()] + [optim.LBFGS]):
    for wrong, options in WRONG.items():
        try:
            optimizer([torch.zeros(1)], **options)
        except ValueError as e:
            golden.add_text(f"{optimizer.__name__} refused {wrong}", str(e))
        except TypeError:  # it has no such choice
            pass

golden.write()
