"""The clock that all engines are timed with: the Java class dev.vecgrad.bench.Clock does the same."""

import time

WARM_UP = 0.7  # seconds
BATCH = 0.002  # seconds: the clock's own cost vanishes in a batch that long


def seconds_per_step(step, budget):
    """Seconds per step, one figure for each batch of steps, sorted."""
    batch = _batch_size(step)
    samples = []
    end = time.perf_counter() + budget
    while len(samples) < 5 or time.perf_counter() < end:
        start = time.perf_counter()
        for _ in range(batch):
            step()
        samples.append((time.perf_counter() - start) / batch)
    return sorted(samples)


def _batch_size(step):
    _steps_for(step, WARM_UP / 2)
    start = time.perf_counter()
    steps = _steps_for(step, WARM_UP / 2)
    return max(1, int(BATCH * steps / (time.perf_counter() - start)))


def _steps_for(step, seconds):
    end = time.perf_counter() + seconds
    steps = 0
    while steps < 3 or time.perf_counter() < end:
        step()
        steps += 1
    return steps


def summary(samples):
    """Median, 10th and 90th percentile in microseconds, the number of samples, which are sorted, and half of the interval that holds the median."""
    n = len(samples)
    median = (samples[(n - 1) // 2] + samples[n // 2]) / 2
    low = max(0, int(n / 2 - 0.98 * n**0.5))
    noise = (samples[n - 1 - low] - samples[low]) / 2 / median
    values = {"us": median, "lo": samples[n // 10], "hi": samples[n - 1 - n // 10]}
    return {**{key: round(value * 1e6, 3) for key, value in values.items()}, "runs": n, "noise": round(noise, 4)}
