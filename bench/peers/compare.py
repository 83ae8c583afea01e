#!/usr/bin/env python3
"""Runs vecgrad and another engine in turns (A B A B ...) on the same workloads and prints the ratio of their medians.

A machine's speed drifts within minutes, so figures of two runs one after the other do not compare; those of turns do.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

PROCESSES = 10
STEPS = 300
HERE = pathlib.Path(__file__).resolve().parent
# glibc keeps freed memory instead of giving it back to the system, whose fresh pages cost more than the arithmetic.
RECYCLED = {
    "GLIBC_TUNABLES": "glibc.malloc.mmap_threshold=8589934592"
    ":glibc.malloc.trim_threshold=17179869184:glibc.malloc.top_pad=1073741824"
}
VECGRAD = HERE.parents[1] / "bin" / "vecgrad"


def main():
    options = _options()
    if options.workloads == ["memory"]:
        return _compare_memory(options.rounds)
    times = {}
    for _ in range(options.rounds):
        for line in [*_vecgrad(options), *_peer(options)]:
            key = line["workload"], "vecgrad" if line["engine"] == "vecgrad" else "peer"
            times.setdefault(key, []).append(line["us"])
    _report(options, times)


def _options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engine", choices=["torch", "jax", "openblas", "djl"])
    parser.add_argument("workloads", nargs="+", help="exact names, or beginnings of names; with djl: startup, memory")
    parser.add_argument("--scope", choices=["step", "none"], default="step", help="whether vecgrad has a Scope for each step")
    parser.add_argument("--recycled", action="store_true", help="let the peer keep freed memory, as vecgrad does")
    parser.add_argument("--mode", choices=["eager", "compiled"], help="the peer's mode")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--budget", type=float, default=0.7, help="seconds a workload, an engine and a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--python", default=sys.executable, help="a Python that has the peer installed")
    return parser.parse_args()


def _bench(options, *arguments):
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        _run([VECGRAD, "bench", *arguments, *_common(options), "--json", file.name])
        return [json.loads(line) for line in open(file.name, encoding="utf-8") if line.strip()]


def _vecgrad(options):
    return _bench(options, *options.workloads, "--mode", "eager", "--scope", options.scope)


def _peer(options):
    if options.engine == "djl":
        return [_startup()]
    if options.engine == "openblas":
        return _bench(options, *options.workloads, "--engine", "openblas")
    mode = ["--mode", options.mode] if options.mode else []
    command = [options.python, HERE / "peers.py", options.engine, *options.workloads, *mode, *_common(options)]
    output = _run(command, RECYCLED if options.recycled else {})
    return [json.loads(line) for line in output.splitlines()]


def _compare_memory(rounds):
    """The greatest resident memory of a process that trains mlp_sgd_step/1024 for some hundred steps."""
    lib = VECGRAD.parents[1] / "lib"
    _run([VECGRAD, "--version"])
    main = ["-cp", lib / "natives" / "*", "-p", lib, "-m", "dev.vecgrad.bench/dev.vecgrad.bench.PeakMemory"]
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(_peak([_java(), f"@{lib / 'jvm.args'}", *main, STEPS]))
        theirs.append(_peak([*_djl("PeakMemory"), STEPS]))
    a, b = statistics.median(ours), statistics.median(theirs)
    print(f"peak resident memory, {STEPS} steps of mlp_sgd_step/1024: vecgrad {a:.0f} MB, djl {b:.0f} MB, ratio {a / b:.2f}")


def _peak(command):
    with subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"compare: {command[0]} ended with {process.returncode}")
    return usage.ru_maxrss * 1024 / 1e6


def _java():
    """The JDK that bin/vecgrad takes, for both engines."""
    home = _run(["sh", "-c", f". '{VECGRAD.parents[1]}/.mvn/jdk25.sh'; echo \"$JAVA_HOME\""]).strip()
    return f"{home}/bin/java"


def _djl(main):
    built = HERE / "djl" / "target"
    if not (built / "dependency").exists():
        sys.exit(f"compare: build DJL's program first: mvn -f {HERE / 'djl' / 'pom.xml'} package")
    return [_java(), "-cp", f"{built / 'classes'}:{built / 'dependency'}/*", main]


def _startup():
    """From the start of a process to DJL's first gradient; the first of the processes reads its files and does not count."""
    command = _djl("FirstGradient")
    times = []
    for _ in range(1 + PROCESSES):
        start = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
            line = process.stdout.readline()
            times.append((time.perf_counter() - start) * 1e6)
        if line.strip() != "[2.0, 4.0, 6.0]":
            sys.exit(f"compare: DJL printed '{line.strip()}'")
    return {"engine": "djl", "workload": "startup", "us": statistics.median(times[1:])}


def _common(options):
    return ["--threads", str(options.threads), "--budget", str(options.budget)]


def _run(command, variables=None):
    done = subprocess.run(
        [str(part) for part in command],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        env={**os.environ, **(variables or {})},
    )
    if done.returncode:
        sys.exit(f"compare: {command[0]} ended with {done.returncode}")
    return done.stdout


def _report(options, times):
    peer = options.engine + (" " + options.mode if options.mode else "")
    print(f"{'workload':<28} {'vecgrad us':>12} {peer + ' us':>18} {'ratio':>7}   in turns, {options.rounds} rounds")
    for workload in dict.fromkeys(name for name, _ in times):
        ours, theirs = times.get((workload, "vecgrad")), times.get((workload, "peer"))
        if ours and theirs:
            a, b = statistics.median(ours), statistics.median(theirs)
            print(f"{workload:<28} {a:>12.2f} {b:>18.2f} {a / b:>7.2f}")


if __name__ == "__main__":
    main()
