#!/usr/bin/env python3
"""Times the benchmark's workloads on another engine and prints what `vecgrad bench` prints: one JSON line a workload.

Needs Python with torch or jax installed. Unset OPENBLAS_CORETYPE and OPENBLAS_L2_SIZE first.
"""

import argparse
import os
import sys

import clock


def main():
    options = _options()
    for name, make in _chosen(options):
        samples = clock.seconds_per_step(make(), options.budget)
        print(clock.result(options.engine, options.mode, options.threads, name, samples), flush=True)


def _options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engine", choices=["torch", "jax"])
    parser.add_argument("workloads", nargs="*", help="exact names, or beginnings of names; none: all")
    parser.add_argument("--mode", choices=["eager", "compiled"], help="default: eager for torch; jax is always compiled")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--budget", type=float, default=1.5, help="seconds a workload")
    options = parser.parse_args()
    options.mode = options.mode or ("compiled" if options.engine == "jax" else "eager")
    if options.engine == "jax" and options.mode == "eager":
        parser.error("jax is timed compiled only")
    return options


def _chosen(options):
    """The chosen workloads of the engine, which is loaded with its threads set."""
    workloads = list(_torch(options) if options.engine == "torch" else _jax(options))
    if not options.workloads:
        return workloads
    names = {name for name, _ in workloads}
    chosen = {n for wanted in options.workloads
              for n in ({wanted} & names or {n for n in names if n.startswith(wanted)} or _unknown(wanted))}
    return [(name, make) for name, make in workloads if name in chosen]


def _unknown(wanted):
    sys.exit(f"peers: no workload is called or begins with '{wanted}'")


def _torch(options):
    import torch

    import torch_workloads

    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    return torch_workloads.workloads(options.mode == "compiled")


def _jax(options):
    eigen = "true" if options.threads > 1 else "false"
    os.environ.setdefault(
        "XLA_FLAGS", f"--xla_cpu_multi_thread_eigen={eigen} intra_op_parallelism_threads={options.threads}")
    import jax_workloads

    return jax_workloads.workloads()


if __name__ == "__main__":
    main()
