"""Operands that look random, the same in every run and every engine: the Java class dev.vecgrad.bench.Operands makes the same."""

import math

import numpy as np

_GOLDEN_GAMMA = np.uint64(0x9E3779B97F4A7C15)
_TO_UNIT_VARIANCE = np.float32(math.sqrt(3) / 65536)
_MEAN = 2 * 65535


class Operands:
    """One stream of numbers, from which operands take theirs in turn."""

    def __init__(self):
        self._drawn = 0

    def normal(self, *sizes):
        """float32 of mean 0 and variance 1: sums of four 16-bit numbers, centred and scaled."""
        bits = self._next(math.prod(sizes))
        total = sum(((bits >> np.uint64(shift)) & np.uint64(0xFFFF)).astype(np.int32) for shift in (0, 16, 32, 48))
        return ((total - _MEAN).astype(np.float32) * _TO_UNIT_VARIANCE).reshape(sizes)

    def weights(self, *sizes):
        """A layer's weights as PyTorch stores them, outputs first: variance 1 / fan-in."""
        return self.normal(*sizes) * np.float32(1 / math.sqrt(math.prod(sizes[1:])))

    def coins(self, n):
        """Zeros and ones as float32."""
        return self.labels(n, 2).astype(np.float32)

    def labels(self, n, classes):
        """Class numbers as int64."""
        return ((self._next(n) >> np.uint64(33)) % np.uint64(classes)).astype(np.int64)

    def _next(self, n):
        """The next numbers of SplitMix64."""
        z = np.arange(self._drawn + 1, self._drawn + n + 1, dtype=np.uint64) * _GOLDEN_GAMMA
        self._drawn += n
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))
