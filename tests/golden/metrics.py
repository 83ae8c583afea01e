"""scikit-learn's metrics of random predictions, for MetricsTest. Run: python tests/golden/metrics.py"""

import numpy as np
import sklearn
from sklearn import metrics as M

from golden_file import GoldenFile

golden = GoldenFile("metrics.txt", "metrics.py", f"scikit-learn {sklearn.__version__}")
random = np.random.default_rng(8)

for name, n, classes in (("two", 40, 2), ("five", 60, 5), ("missing", 12, 4)):
    target = random.integers(0, classes - (name == "missing"), n)
    scores = np.round(random.random((n, classes)) + np.eye(classes)[target] * 0.4, 1)
    scores = scores / scores.sum(1, keepdims=True)
    said = scores.argmax(1)
    if name == "missing":
        said = np.minimum(said, classes - 2)
    golden.add(f"{name} scores", [float(v) for v in scores.flatten()])
    golden.add(f"{name} target", [int(v) for v in target])
    golden.add(f"{name} said", [int(v) for v in said])
    golden.add(f"{name} accuracy", [float(M.accuracy_score(target, said))])
    golden.add(f"{name} confusion", [int(v) for v in M.confusion_matrix(target, said, labels=range(classes)).flatten()])
    for average in ("binary", "micro", "macro", "weighted"):
        if average == "binary" and classes > 2:
            continue
        kinds = dict(average=average, zero_division=0)
        golden.add(f"{name} {average}", [
            float(M.precision_score(target, said, **kinds)),
            float(M.recall_score(target, said, **kinds)),
            float(M.f1_score(target, said, **kinds))])
    if name == "five":
        for k in (1, 2, 3):
            golden.add(f"{name} top {k}", [float(M.top_k_accuracy_score(target, scores, k=k, labels=range(classes)))])
        golden.add(f"{name} auc", [float(M.roc_auc_score(target, scores, multi_class="ovr"))])
    if name == "two":
        golden.add(f"{name} auc", [float(M.roc_auc_score(target, scores[:, 1]))])
golden.write()
