"""The same loss, estimated from all 80 points, from 16 and from one."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train


# --8<-- [start:batch_loss]
def batch_loss(size):
    batch = np.random.choice(len(x_train), size, replace=False)
    yhat = b + w * x_train[batch]
    error = yhat - y_train[batch]
    return (error**2).mean()


# --8<-- [end:batch_loss]


# --8<-- [start:three_kinds]
np.random.seed(42)
print(f"batch,      80 points: {batch_loss(80):.4f}")
print(f"mini-batch, 16 points: {batch_loss(16):.4f}")
print(f"stochastic,  1 point:  {batch_loss(1):.4f}")
# --8<-- [end:three_kinds]

# --8<-- [start:spread]
np.random.seed(42)
sizes = (80, 16, 1)
losses = {}
for size in sizes:
    losses[size] = np.array([batch_loss(size) for _ in range(1000)])
    low, high = losses[size].min(), losses[size].max()
    print(f"{size:2d} points: mean {losses[size].mean():.2f},", end=" ")
    print(f"from {low:.2f} to {high:.2f}")
# --8<-- [end:spread]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

names = ["1 point\nstochastic", "16 points\nmini-batch", "80 points\nbatch"]
for row, size in enumerate(reversed(sizes)):
    shown = losses[size][:100]
    heights = row + np.random.uniform(-0.25, 0.25, 100)
    plt.plot(shown, heights, "C1o", markersize=3, alpha=0.4)
plt.axvline(losses[80][0], color="k", lw=1, ls="--", zorder=0)
plt.text(losses[80][0] + 0.1, 2.5, "loss of all 80 points")
plt.yticks([0, 1, 2], names)
plt.ylim(-0.5, 2.8)
plt.xlim(0)
plt.xlabel("loss (MSE)")
plt.show()
# --8<-- [end:figure]
