"""What an epoch is: every training point used once, in one update or in many."""

import numpy as np

from chapter_0.pipeline import lr, x_train, y_train

# --8<-- [start:figure]
import matplotlib.pyplot as plt

steps = [
    "0: random b and w",
    "1: forward pass, ŷ = b + w · x",
    "2.1: errors, ŷ − y",
    "2.2: loss, mean of the squares",
    "3: gradients",
    "4: update of b and w",
]
box = {"boxstyle": "round,pad=0.5", "facecolor": "w", "edgecolor": "k"}
arrow = {"arrowstyle": "->", "color": "k", "linewidth": 1.5}

plt.figure(figsize=(4.2, 4.2))
plt.plot([0.35, 0.78, 0.78], [-5, -5, -1], color="k", linewidth=1.5)
plt.annotate("", (0.68, -1), (0.785, -1), arrowprops=arrow)
plt.text(0.81, -3, "5: repeat", va="center")
for i, step in enumerate(steps):
    plt.text(0.35, -i, step, ha="center", va="center", bbox=box)
    if i > 0:
        plt.annotate("", (0.35, 0.28 - i), (0.35, 0.72 - i), arrowprops=arrow)
plt.axis([0, 1, -5.5, 0.5])
plt.axis("off")
plt.show()
# --8<-- [end:figure]


# --8<-- [start:one_epoch]
def one_epoch(batch_size):
    np.random.seed(42)
    b, w = np.random.randn(2)
    order = np.random.permutation(80)
    updates, used = 0, []
    for start in range(0, 80, batch_size):
        batch = order[start : start + batch_size]
        x_batch, y_batch = x_train[batch], y_train[batch]
        error = b + w * x_batch - y_batch
        b = b - lr * 2 * error.mean()
        w = w - lr * 2 * (x_batch * error).mean()
        updates += 1
        used.extend(batch)
    loss = ((b + w * x_train - y_train) ** 2).mean()
    return updates, used, loss


# --8<-- [end:one_epoch]

# --8<-- [start:updates]
for batch_size in (80, 16, 1):
    updates, used, loss = one_epoch(batch_size)
    print(f"batch size {batch_size}, updates {updates}")
    print(f"  points used {len(used)}, different {len(set(used))}")
    print(f"  loss after the epoch {loss:.4f}")
# --8<-- [end:updates]

# --8<-- [start:one_batch_an_epoch]
np.random.seed(42)
b, w = np.random.randn(2)
points_used = 0
for epoch in range(1000):
    batch = np.random.permutation(80)[:16]
    error = b + w * x_train[batch] - y_train[batch]
    b = b - lr * 2 * error.mean()
    w = w - lr * 2 * (x_train[batch] * error).mean()
    points_used += len(batch)

print(f"{points_used} points: {points_used / 80:.0f} epochs")
# --8<-- [end:one_batch_an_epoch]
