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
for m in (80, 32, 16, 1):
    np.random.seed(42)
    b, w = np.random.randn(2)
    used = []
    for batch in batches(m):
        b, w = update(b, w, batch)
        used.append(len(batch))
    print(f"m = {m}: {len(used)} updates")
    print(f"  the last has {used[-1]}")
    print(f"  loss {mse(b, w):.2f}")
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
