"""Why the loss is a mean of squares."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train

yhat = b + w * x_train
error = yhat - y_train

# --8<-- [start:by_hand]
three = error[:3, 0]
squares = three**2
for i in range(3):
    print(f"{three[i]:.4f} squared: {squares[i]:.3f}")
print(f"mean of these: {squares.mean():.3f}")
# --8<-- [end:by_hand]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

names = ["point 1", "point 2", "point 3", "mean"]
colors = ["C3", "C3", "C3", "C4"]
areas = [*squares, squares.mean()]
middles = []
left = 0.5
plt.figure(figsize=(5, 2.1))
for color, area in zip(colors, areas, strict=True):
    side = area**0.5
    middles.append(left + side / 2)
    style = "--" if color == "C4" else "-"
    plt.bar(middles[-1], side, side, color=(color, 0.2), ec=color, ls=style, lw=2)
    plt.text(middles[-1], side + 0.1, f"{area:.3f}", ha="center")
    left += side + 0.7
plt.gca().set_aspect("equal")
plt.grid(False)
plt.xticks(middles, names)
plt.xlim(0, left)
plt.ylim(0, 3.1)
plt.ylabel("size of the error")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:sum_or_mean]
for n in (20, 40, 80):
    first = error[:n] ** 2
    print(f"{n} points: sum {first.sum():.2f}, mean {first.mean():.2f}")
# --8<-- [end:sum_or_mean]

# --8<-- [start:plain_mean]
falling = y_train.mean() - 2 * (x_train - x_train.mean())
falling_error = falling - y_train
print("mean error is 0:", np.isclose(falling_error.mean(), 0))
print(f"mean squared error: {(falling_error**2).mean():.2f}")
# --8<-- [end:plain_mean]
