"""The paths of batch, mini-batch and stochastic gradient descent from one start."""

import numpy as np

from chapter_0.pipeline import x_train, y_train


# --8<-- [start:descend]
def descend(batch_size, n_epochs, lr=0.1):
    np.random.seed(42)
    b, w = np.random.randn(2)
    path = [(b, w)]
    for epoch in range(n_epochs):
        order = np.random.permutation(80)
        for start in range(0, 80, batch_size):
            batch = order[start : start + batch_size]
            x_batch, y_batch = x_train[batch], y_train[batch]
            error = b + w * x_batch - y_batch
            b = b - lr * 2 * error.mean()
            w = w - lr * 2 * (x_batch * error).mean()
            path.append((b, w))
    return np.array(path)


# --8<-- [end:descend]

# --8<-- [start:minimum]
best_w, best_b = np.polyfit(x_train[:, 0], y_train[:, 0], 1)
print(f"minimum: b {best_b:.4f}, w {best_w:.4f}")
# --8<-- [end:minimum]

# --8<-- [start:ends]
paths = {size: descend(size, n_epochs=100) for size in (80, 16, 1)}

b, w = paths[80][0]
print(f"start: b {b:.4f}, w {w:.4f}")
for n_epochs in (10, 100):
    print(f"after {n_epochs} epochs")
    for size, path in paths.items():
        updates = n_epochs * 80 // size
        b, w = path[updates]
        print(f"  {size:2}: {updates:4} updates, b {b:.4f}, w {w:.4f}")
# --8<-- [end:ends]


# --8<-- [start:uphill]
def mse(b, w):
    return ((b + w * x_train - y_train) ** 2).mean(axis=0)


for size, path in paths.items():
    losses = mse(path[:, 0], path[:, 1])
    uphill = (np.diff(losses) > 0).mean()
    print(f"batch size {size:2}: {uphill:.0%} of the updates go uphill")
# --8<-- [end:uphill]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

B, W = np.meshgrid(np.linspace(0.2, 2.1, 81), np.linspace(-0.4, 2.4, 81))
L = mse(B.ravel(), W.ravel()).reshape(B.shape)

plt.figure(figsize=(5, 4.6))
plt.contour(B, W, L, levels=[0.03, 0.1, 0.3, 0.8, 1.6, 2.6], colors="gray", linewidths=0.8)
b, w = paths[1][:801].T
plt.plot(b, w, color="C3", linewidth=0.8, alpha=0.8, label="stochastic (1)")
b, w = paths[16][:51].T
plt.plot(b, w, "s-", color="C0", markersize=3.5, linewidth=1.2, label="mini-batch (16)")
b, w = paths[80][:11].T
plt.plot(b, w, "o-", color="C1", markersize=6, label="batch (80)")
plt.plot(best_b, best_w, "*", color="C2", markersize=14, label="minimum")
plt.xlabel("b (bias)")
plt.ylabel("w (weight)")
plt.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
plt.show()
# --8<-- [end:figure]
