"""NumPy's legacy random numbers and scikit-learn's data sets and splits, for the tests of dev.vecgrad.data.

Run: python tests/golden/sklearn_data.py
"""

import numpy as np
import sklearn
from sklearn.datasets import make_classification
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.utils.random import sample_without_replacement

from golden_file import GoldenFile

versions = f"NumPy {np.__version__} and scikit-learn {sklearn.__version__}"
script = "sklearn_data.py"


def numpy_random():
    golden = GoldenFile("numpy_random.txt", script, versions)
    for seed in (0, 39, 2**32 - 1):
        golden.add(f"random_sample seed={seed}", np.random.RandomState(seed).random_sample(700)[-6:].tolist())
        golden.add(f"standard_normal seed={seed}", np.random.RandomState(seed).standard_normal(301)[-7:].tolist())
        golden.add(f"permutation seed={seed}", np.random.RandomState(seed).permutation(23))
        golden.add(f"randint 10 seed={seed}", np.random.RandomState(seed).randint(10, size=12))
        golden.add(f"randint wide seed={seed}", np.random.RandomState(seed).randint(-5, 2**40, size=5))
    golden.add("uniform seed=4", np.random.RandomState(4).uniform(-3, 8, size=6).tolist())
    random = np.random.RandomState(4)
    mixed = [random.standard_normal(), random.randint(7, 8), random.standard_normal(), random.random_sample()]
    golden.add("mixed seed=4", [float(v) for v in mixed])
    for population, n in ((1024, 4), (16, 4), (16, 16), (1000, 995), (2**30, 3), (1, 1), (100, 1), (100, 99)):
        chosen = sample_without_replacement(population, n, random_state=1)
        golden.add(f"sample {n} of {population}", chosen[-20:])
    golden.write()


CLASSIFICATIONS = {
    "default": dict(n_samples=30, random_state=0),
    "informative": dict(n_samples=40, n_features=10, n_informative=5, random_state=39),
    "odd": dict(n_samples=33, n_features=9, n_informative=4, n_redundant=1, n_classes=3, random_state=7),
    "repeated": dict(n_samples=20, n_features=9, n_informative=3, n_redundant=2, n_repeated=3, random_state=8),
    "weights": dict(n_samples=41, n_features=5, weights=[0.8], flip_y=0.2, random_state=1),
    "all weights": dict(
        n_samples=50, n_features=6, n_informative=3, n_classes=3, weights=[0.2, 0.3, 0.5], flip_y=0, random_state=1
    ),
    "box": dict(n_samples=30, n_features=6, n_informative=3, hypercube=False, class_sep=2.5, random_state=2),
    "scaled": dict(n_samples=20, n_features=4, shift=-1.5, scale=3.0, random_state=3),
    "each scaled": dict(
        n_samples=20, n_features=4, shift=[1.0, 2.0, 3.0, 4.0], scale=[0.5, 1.0, 2.0, 4.0], random_state=3
    ),
    "random scale": dict(n_samples=20, n_features=4, shift=None, scale=None, random_state=3),
    "in order": dict(n_samples=15, n_features=6, shuffle=False, random_state=4),
    "one cluster": dict(
        n_samples=12, n_features=3, n_informative=1, n_redundant=0, n_clusters_per_class=1, random_state=5
    ),
    "one class": dict(n_samples=6, n_features=3, n_classes=1, n_redundant=0, random_state=5),
    "every corner": dict(
        n_samples=32, n_features=3, n_informative=3, n_redundant=0, n_classes=4, random_state=6
    ),
    "many dims": dict(
        n_samples=10, n_features=40, n_informative=37, n_redundant=2, n_classes=2, random_state=9
    ),
}


def classification():
    golden = GoldenFile("make_classification.txt", script, versions)
    for name, options in CLASSIFICATIONS.items():
        x, y = make_classification(**options)
        golden.add(f"{name} x", x.flatten().tolist())
        golden.add(f"{name} y", y)
    golden.write()


def splits():
    golden = GoldenFile("train_test_split.txt", script, versions)
    for name, n, options in (
        ("default", 17, dict(random_state=3)),
        ("share", 23, dict(test_size=0.2, random_state=0)),
        ("count", 23, dict(test_size=5, random_state=0)),
        ("both", 23, dict(test_size=0.33, train_size=0.41, random_state=5)),
        ("train only", 23, dict(train_size=0.41, random_state=5)),
        ("train count", 23, dict(train_size=4, random_state=5)),
        ("in order", 11, dict(test_size=0.3, shuffle=False)),
        ("both in order", 11, dict(test_size=0.3, train_size=0.3, shuffle=False)),
    ):
        train, test = train_test_split(np.arange(n), **options)
        golden.add(f"{name} train", train)
        golden.add(f"{name} test", test)
    golden.write()


def scaler():
    golden = GoldenFile("standard_scaler.txt", script, versions)
    random = np.random.RandomState(0)
    x = random.normal(size=(20, 4)) * [1, 1e-3, 1e5, 0] + [0, 1, 1e6, 0.1]
    fitted = StandardScaler().fit(x)
    golden.add("x", x.flatten().tolist())
    golden.add("mean", fitted.mean_.tolist())
    golden.add("scale", fitted.scale_.tolist())
    golden.add("scaled", fitted.transform(x).flatten().tolist())
    golden.write()


numpy_random()
classification()
splits()
scaler()
