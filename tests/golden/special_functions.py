"""Special functions to the last digit, at numbers that float32 has. Run: python tests/golden/special_functions.py (mpmath 1.3 or later)."""

import random
import struct

import mpmath as mp

from golden_file import GoldenFile

mp.mp.dps = 60


def single(x):
    return struct.unpack("f", struct.pack("f", x))[0]


def points(*ranges):
    rng = random.Random(7)
    return sorted({single(rng.uniform(a, b)) for a, b in ranges for _ in range(60)})


def near(*centres):
    return sorted({single(c + s * 2.0**-e) for c in centres for e in range(2, 22) for s in (-1, 1)})


def erfinv(x):
    """By Newton's method on erfc, which keeps its digits near 1."""
    a = mp.mpf(abs(x))
    z = mp.sqrt(-mp.log(1 - a * a)) if a < 1 else mp.inf
    for _ in range(200):
        step = (mp.erfc(z) - (1 - a)) / (2 / mp.sqrt(mp.pi) * mp.exp(-z * z))
        z += step / (1 - z * step) if abs(z * step) < 0.5 else step / 2
        if abs(step) < mp.mpf(10) ** -50 * abs(z):
            break
    return z if x > 0 else -z


POSITIVE = points((1e-30, 1e-20), (1e-6, 1e-3), (0, 1), (1, 3), (3, 8), (8, 12), (12, 40), (40, 1e4), (1e4, 1e30)) + near(1, 2)
NEGATIVE = points((-1, 0), (-6, -1), (-20, -6))
CASES = {
    "erfinv": (erfinv, points((-1, 1), (0.9, 1), (0.999, 1), (-1e-3, 1e-3)) + [1 - 2.0**-24, -(1 - 2.0**-24)]),
    "lgamma": (lambda x: mp.re(mp.loggamma(x)), POSITIVE + NEGATIVE),
    "digamma": (mp.digamma, POSITIVE + NEGATIVE),
    "i0": (lambda x: mp.besseli(0, x), points((-1, 1), (-8, 8), (8, 9), (9, 88), (-88, -9))),
    "i1": (lambda x: mp.besseli(1, x), points((-1, 1), (-8, 8), (8, 9), (9, 88), (-88, -9))),
}
for n in (1, 2, 3, 4):
    CASES[f"polygamma{n}"] = (lambda x, n=n: mp.polygamma(n, x), points((1e-3, 1), (1, 3), (3, 30), (30, 300)) + NEGATIVE)

golden = GoldenFile("special_functions.txt", "special_functions.py", f"mpmath {mp.__version__}")
for name, (function, xs) in CASES.items():
    golden.add(f"{name}.in", [float(x) for x in xs])
    golden.add(f"{name}.out", [float(function(mp.mpf(x))) for x in xs])
golden.write()
