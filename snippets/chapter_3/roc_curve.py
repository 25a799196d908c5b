"""The ROC curve by hand and from scikit-learn, one of its points, and a wrong call."""

import numpy as np

from chapter_3.pipeline import p_val, positive, y_val

# --8<-- [start:curve]
thresholds = np.sort(p_val[:, 0])[::-1]

fpr, recall = [0], [0]
for threshold in thresholds:
    called = p_val >= threshold
    fpr.append(called[~positive].mean())
    recall.append(called[positive].mean())
# --8<-- [end:curve]

# --8<-- [start:point]
called = p_val >= 0.5
fp_rate = called[~positive].mean()
tp_rate = called[positive].mean()
print(f"false-positive rate {fp_rate:.4f}")
print(f"recall              {tp_rate:.4f}")
# --8<-- [end:point]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

plt.figure(figsize=(4.2, 4), layout="constrained")
plt.plot(fpr, recall, "C0", linewidth=2)
plt.plot([0, 1], [0, 1], "k--", linewidth=1)
for t in (0.9, 0.7, 0.5, 0.3):
    at = (p_val[~positive] >= t).mean(), (p_val[positive] >= t).mean()
    plt.plot(*at, "C1o")
    plt.annotate(f"{t}", at, (8, -12), textcoords="offset points")
plt.axis("square")
plt.axis((-0.02, 1.02, -0.02, 1.02))
plt.xlabel("false-positive rate")
plt.ylabel("recall")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:sklearn]
from sklearn.metrics import roc_curve

sk_fpr, sk_recall, _ = roc_curve(
    y_val,
    p_val,
    drop_intermediate=False,
)
print(np.array_equal(sk_fpr, fpr))
print(np.array_equal(sk_recall, recall))
print(len(fpr), "points")

fewer = roc_curve(y_val, p_val)
print(len(fewer[0]), "points by default")
# --8<-- [end:sklearn]

# --8<-- [start:columns]
p_both = np.hstack([1 - p_val, p_val])
try:
    roc_curve(y_val, p_both)
except ValueError as problem:
    print(f"ValueError: {problem}")
# --8<-- [end:columns]
