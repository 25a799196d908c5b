"""The area under the ROC curve in three ways, what has one, and two wrong calls."""

import numpy as np

from chapter_3.pipeline import p_val, positive, x_val, y_val

# --8<-- [start:pairs]
import matplotlib.pyplot as plt

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
from sklearn.metrics import roc_curve

fpr, recall, _ = roc_curve(y_val, p_val)
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
