"""The same loss, estimated from all 80 points, from fewer and from one."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train


# --8<-- [start:batch_loss]
def batch_loss(m):
    batch = np.random.permutation(80)[:m]
    yhat = b + w * x_train[batch]
    error = yhat - y_train[batch]
    return (error**2).mean()


# --8<-- [end:batch_loss]

# --8<-- [start:three_kinds]
np.random.seed(42)
for m in (80, 16, 1):
    print(f"m = {m}: {batch_loss(m):.2f}")
# --8<-- [end:three_kinds]

# --8<-- [start:draws]
np.random.seed(42)
losses = {m: np.array([batch_loss(m) for draw in range(2000)]) for m in (1, 4, 16, 80)}
# --8<-- [end:draws]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

bars = []
plt.figure(figsize=(5, 3.2))
for row, m in enumerate(losses):
    shown = losses[m][:100]
    heights = row + np.random.uniform(-0.2, 0.2, 100)
    plt.plot(shown, heights, "C1o", markersize=3, alpha=0.5)
    middle, std = losses[m].mean(), losses[m].std()
    bar = [middle - std, middle + std]
    plt.plot(bar, [row - 0.32] * 2, "k", lw=2.5)
    bars.append(bar)
plt.axvline(losses[80][0], color="k", lw=1, ls="--", zorder=0)
plt.yticks(range(4), ["1 point", "4 points", "16 points", "all 80"])
plt.ylim(-0.6, 3.4)
plt.xlim(0)
plt.xlabel("loss of one batch (MSE)")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:spread]
# losses[m]: 2000 losses of batches of m
sigma_1 = losses[1].std()
for m in (1, 4, 16, 80):
    mean = losses[m].mean()
    std = losses[m].std()
    estimate = sigma_1 / m**0.5
    print(f"m = {m}: mean {mean:.2f}")
    print(f"  std      {std:.2f}")
    print(f"  estimate {estimate:.2f}")
# --8<-- [end:spread]

# --8<-- [start:exact]
squares = (b + w * x_train - y_train) ** 2
for m in (1, 4, 16, 80):
    part_left = (80 - m) / 79
    exact = squares.std() * (part_left / m) ** 0.5
    print(f"m = {m}: {exact:.2f}")
# --8<-- [end:exact]

# --8<-- [start:two_batches]
error = b + w * x_train - y_train
squares = error**2
# the second model: b + 0.1
better = (error + 0.1) ** 2
print(f"all:    {squares.mean():.2f}")
print(f"better: {better.mean():.2f}")

np.random.seed(4)
one = np.random.permutation(80)[:16]
other = np.random.permutation(80)[:16]
one_loss = squares[one].mean()
other_loss = better[other].mean()
print(f"one batch:     {one_loss:.2f}")
print(f"other, better: {other_loss:.2f}")
# --8<-- [end:two_batches]
