"""What a batch size buys and costs: speed per point seen, and a wobble at the end."""

import numpy as np

from chapter_0.pipeline import x_train, y_train


# --8<-- [start:descend]
def descend(batch_size, n_epochs=400, lr=0.1):
    np.random.seed(42)
    b, w = np.random.randn(2)
    losses = []
    for epoch in range(n_epochs):
        order = np.random.permutation(80)
        for start in range(0, 80, batch_size):
            batch = order[start : start + batch_size]
            x_batch, y_batch = x_train[batch], y_train[batch]
            error = b + w * x_batch - y_batch
            b = b - lr * 2 * error.mean()
            w = w - lr * 2 * (x_batch * error).mean()
        losses.append(((b + w * x_train - y_train) ** 2).mean())
    return np.array(losses)


# --8<-- [end:descend]

# --8<-- [start:speed]
runs = {size: descend(size) for size in (80, 16, 1)}

for size, losses in runs.items():
    # argmax finds the first True
    epochs = (losses < 0.009).argmax() + 1
    points, updates = epochs * 80, epochs * 80 // size
    print(f"batch size {size}: below 0.009 after {epochs} epochs")
    print(f"  {points} points seen, {updates} updates")
# --8<-- [end:speed]

# --8<-- [start:wobble]
for size, losses in runs.items():
    last = losses[-100:]
    print(f"batch size {size}: {400 * 80 // size} updates")
    print(f"  loss {last.mean():.5f}, wobble {last.std():.6f}")
# --8<-- [end:wobble]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

points = 80 * np.arange(1, 401)
plt.plot(points, runs[1], ":", color="C3", linewidth=1.5, label="stochastic (1)")
plt.plot(points, runs[80], "-", color="C1", label="batch (80)")
plt.plot(points, runs[16], "--", color="C0", label="mini-batch (16)")
plt.xscale("log")
plt.yscale("log")
plt.xlabel("points seen")
plt.ylabel("loss (MSE)")
plt.legend()
plt.show()
# --8<-- [end:figure]

# --8<-- [start:higher_rate]
for size in (80, 16, 1):
    losses = descend(size, n_epochs=100, lr=0.5)
    epochs = (losses < 0.009).argmax() + 1
    print(f"batch size {size}: below 0.009 after {epochs} epochs")
    print(f"  at the end {losses[-50:].mean():.5f}")
# --8<-- [end:higher_rate]
