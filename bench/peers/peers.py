#!/usr/bin/env python3
"""Times the benchmark's workloads on another engine.

With names it prints one JSON line a workload, as `vecgrad bench` does. With --serve it is asked by `vecgrad bench --peers`: it prints a line
{"ready": version}, then answers each line `WORKLOAD SECONDS` of its input with a JSON line; an operand set stays until another workload is asked for.

Needs Python with torch or jax installed. Unset OPENBLAS_CORETYPE and OPENBLAS_L2_SIZE first.
"""

import argparse
import json
import os
import sys

import clock

TOLD_STEP = 20


def main():
    options = _options()
    version, make = _engine(options)
    if options.serve:
        _serve(options, version, make)
        return
    for name in _chosen(make, options.workloads or [""]):
        print(json.dumps(Timed(options, name, make[name]()).result(options.budget)), flush=True)


class Timed:
    """A workload whose operands are there."""

    def __init__(self, options, name, step):
        self._fields = {
            "engine": options.engine, "mode": options.mode, "variant": options.variant, "threads": options.threads,
            "device": "cpu", "workload": name}
        self.name = name
        self._step = step
        for _ in range(TOLD_STEP - 1):
            step.run()
        self._outcome = step.outcome()

    def result(self, budget):
        samples = clock.seconds_per_step(self._step.run, budget)
        loss, gradient = self._outcome
        told = {"loss": loss} if gradient is None else {"loss": loss, "gradient": gradient}
        return {**self._fields, **clock.summary(samples), **told}


def _serve(options, version, make):
    print(json.dumps({"ready": version}), flush=True)
    timed = None
    for line in sys.stdin:
        name, budget = line.split()
        try:
            if timed is None or timed.name != name:
                timed = None
                timed = Timed(options, name, make[name]())
            answer = timed.result(float(budget))
        except Exception as e:  # whatever a peer cannot do is told, and the next workload goes on
            answer = {"workload": name, "error": f"{type(e).__name__}: {str(e).splitlines()[0] if str(e) else ''}"}
        print(json.dumps(answer), flush=True)


def _options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engine", choices=["torch", "jax"])
    parser.add_argument("workloads", nargs="*", help="exact names, or beginnings of names; none: all")
    parser.add_argument("--serve", action="store_true", help="answer the lines of the input")
    parser.add_argument("--mode", choices=["eager", "compiled"], help="default: eager for torch; jax is always compiled")
    parser.add_argument("--variant", default="default", help="what the caller calls the environment of this process")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--budget", type=float, default=1.5, help="seconds a workload")
    options = parser.parse_args()
    options.mode = options.mode or ("compiled" if options.engine == "jax" else "eager")
    if options.engine == "jax" and options.mode == "eager":
        parser.error("jax is timed compiled only")
    return options


def _chosen(make, wanted):
    chosen = {n for w in wanted for n in ([w] if w in make else [n for n in make if n.startswith(w)] or _unknown(w))}
    return [name for name in make if name in chosen]


def _unknown(wanted):
    sys.exit(f"peers: no workload is called or begins with '{wanted}'")


def _engine(options):
    """Version and workloads of the engine, which is loaded with its threads set."""
    return _torch(options) if options.engine == "torch" else _jax(options)


def _torch(options):
    import torch

    import torch_workloads

    torch.set_num_threads(options.threads)
    return torch.__version__, dict(torch_workloads.workloads(options.mode == "compiled"))


def _jax(options):
    eigen = "true" if options.threads > 1 else "false"
    os.environ.setdefault(
        "XLA_FLAGS", f"--xla_cpu_multi_thread_eigen={eigen} intra_op_parallelism_threads={options.threads}")
    import jax

    import jax_workloads

    return jax.__version__, dict(jax_workloads.workloads())


if __name__ == "__main__":
    main()
