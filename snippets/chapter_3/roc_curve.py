"""The ROC curve by hand and from scikit-learn, its area in three ways, and two wrong calls."""

import numpy as np

from chapter_3.pipeline import p_val, positive, x_val, y_val

# --8<-- [start:curve]
thresholds = np.sort(p_val[:, 0])[::-1]

fpr, recall = [0], [0]
for threshold in thresholds:
    called = p_val >= threshold
    fpr.append(called[~positive].mean())
    recall.append(called[positive].mean())
# --8<-- [end:curve]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

plt.figure(figsize=(4.2, 4), layout="constrained")
plt.fill_between(fpr, recall, color="C0", alpha=0.15)
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

# --8<-- [start:pairs]
positives = [0.9, 0.8, 0.6, 0.4]
negatives = [0.7, 0.5, 0.3, 0.1]

plt.figure(figsize=(3.8, 3.6), layout="constrained")
for row, p in enumerate(positives):
    for column, q in enumerate(negatives):
        shade = 0.3 if p > q else 0
        plt.gca().add_patch(plt.Rectangle((column, row), 1, 1, facecolor="C0", alpha=shade))
for line in range(5):
    plt.plot([line, line], [0, 4], "gray", linewidth=0.5)
    plt.plot([0, 4], [line, line], "gray", linewidth=0.5)
plt.plot([0, 0, 1, 1, 2, 2, 4], [0, 2, 2, 3, 3, 4, 4], "C0", linewidth=3)
plt.grid(False)
plt.xticks([0.5, 1.5, 2.5, 3.5], negatives)
plt.yticks([0.5, 1.5, 2.5, 3.5], positives)
plt.xlabel("p of the four negatives")
plt.ylabel("p of the four positives")
plt.axis("square")
plt.axis((-0.1, 4.1, -0.1, 4.1))
plt.show()
# --8<-- [end:pairs]

# --8<-- [start:area]
area = np.trapezoid(recall, fpr)

p_pos = p_val[positive]
p_neg = p_val[~positive]
won = p_pos[:, None] > p_neg

print(f"area {area:.4f}")
print(f"won  {won.mean():.4f}", end=": ")
print(won.sum(), "of", won.size, "pairs")
# --8<-- [end:area]

# --8<-- [start:scores]
from sklearn.metrics import roc_auc_score

scores = {
    "model": p_val,
    "x1 alone": x_val[:, 0],
    "x2 alone": x_val[:, 1],
}
for name, score in scores.items():
    auc = roc_auc_score(y_val, score)
    print(f"{name:8} {auc:.4f}")
# --8<-- [end:scores]

# --8<-- [start:calls]
for threshold in (0.3, 0.5, 0.9):
    called = p_val >= threshold
    auc = roc_auc_score(y_val, called)
    print(threshold, f"{auc:.4f}")
# --8<-- [end:calls]

# --8<-- [start:swapped]
try:
    roc_auc_score(p_val, y_val)
except ValueError as problem:
    print(f"ValueError: {problem}")
# --8<-- [end:swapped]
