"""What an epoch is: every training point used once, in one update or in many."""

import numpy as np

from chapter_0.pipeline import lr, x_train, y_train

# --8<-- [start:figure]
import matplotlib.pyplot as plt

plt.figure(figsize=(5, 3.6))
plt.annotate("", (0, 1), (80, 1), arrowprops={"arrowstyle": "<->", "color": "k"})
plt.text(40, 1.1, "one epoch: 80 points in shuffled order", ha="center", fontsize=11)
for row, m in enumerate((80, 30, 16)):
    top = -1.6 * row
    for left in range(0, 80, m):
        width = min(m, 80 - left)
        piece = plt.Rectangle((left, top), width, 0.6, facecolor=("C0", 0.25), edgecolor="k")
        plt.gca().add_patch(piece)
        middle = left + width / 2
        plt.text(middle, top + 0.3, f"{width} points", ha="center", va="center", fontsize=9)
        down = {"arrowstyle": "->", "color": "k"}
        plt.annotate("", (middle, top - 0.35), (middle, top), arrowprops=down)
        plt.text(middle, top - 0.55, "update", ha="center", va="center", fontsize=9)
    plt.text(-2, top + 0.3, f"m = {m}", ha="right", va="center", fontsize=10)
plt.axis([-16, 81, -4.1, 1.5])
plt.axis("off")
plt.show()
# --8<-- [end:figure]


# --8<-- [start:update]
def update(b, w, batch):
    error = b + w * x_train[batch] - y_train[batch]
    b_grad = 2 * error.mean()
    w_grad = 2 * (x_train[batch] * error).mean()
    return b - lr * b_grad, w - lr * w_grad


def mse(b, w):
    return ((b + w * x_train - y_train) ** 2).mean()


# --8<-- [end:update]


# --8<-- [start:batches]
def batches(m):
    order = np.random.permutation(80)
    for start in range(0, 80, m):
        yield order[start : start + m]


# --8<-- [end:batches]

# --8<-- [start:one_epoch]
print("  m  updates  last  loss")
for m in (80, 32, 16, 1):
    np.random.seed(42)
    b, w = np.random.randn(2)
    updates = 0
    for batch in batches(m):
        b, w = update(b, w, batch)
        updates += 1
    row = f"{m:3}{updates:9}{len(batch):6}"
    print(row, f" {mse(b, w):.2f}")
# --8<-- [end:one_epoch]

# --8<-- [start:one_batch_an_epoch]
times = np.zeros(80, int)
for epoch in range(1000):
    batch = next(batches(16))
    b, w = update(b, w, batch)
    times[batch] += 1
print(f"on average {times.mean():.0f}")
print(f"{times.min()} to {times.max()}")
# --8<-- [end:one_batch_an_epoch]
