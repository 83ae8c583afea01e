"""Golden files: one `name = value value ...` a line, floats as hexadecimal literals, so that no digit is lost."""

import math
from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[2] / "runtime/src/test/resources/golden"


class GoldenFile:
    def __init__(self, name, script, versions, folder=RESOURCES):
        self.path = folder / name
        self.lines = [f"# Made by tests/golden/{script} with {versions}."]

    def add(self, name, values):
        self.lines.append(f"{name} = {' '.join(as_text(v) for v in values)}")

    def add_text(self, name, text):
        self.lines.append(f"{name} = {text.replace(chr(10), chr(92) + 'n')}")

    def write(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text("\n".join(self.lines) + "\n")
        print(f"{self.path}: {len(self.lines) - 1} entries")


def as_text(value):
    if isinstance(value, float):
        return value.hex() if math.isfinite(value) else {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(value)]
    return str(int(value))
