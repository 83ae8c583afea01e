"""Writes the data sets that the command line ships, from scikit-learn's copies. Run: python tests/golden/shipped_data.py"""

from pathlib import Path

from sklearn.datasets import load_breast_cancer, load_digits

FOLDER = Path(__file__).resolve().parents[2] / "cli/src/main/resources/dev/vecgrad/cli/data"


def write(name, data, target):
    lines = [",".join([*data.feature_names, target])]
    for row, label in zip(data.data.tolist(), data.target):
        lines.append(",".join([*map(number, row), str(data.target_names[label])]))
    path = FOLDER / name
    path.write_text("\n".join(lines) + "\n")
    print(f"{path}: {len(lines) - 1} rows")


def number(value):
    return f"{int(value)}" if value == int(value) else repr(value)


write("digits.csv", load_digits(), "digit")
write("breast-cancer.csv", load_breast_cancer(), "diagnosis")
