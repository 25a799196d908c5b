"""Why the loss is a mean of squares, how low it gets, and how it goes wrong."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, true_b, true_w, x_train, y_train

yhat = b + w * x_train
error = yhat - y_train

# --8<-- [start:figure]
import matplotlib.pyplot as plt

names = ["point 1", "point 2", "point 3", "mean"]
colors = ["C3", "C3", "C3", "C4"]
squares = error[:3, 0] ** 2
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

# --8<-- [start:by_hand]
three = error[:3, 0]
squares = three**2
print("errors: ", three.round(4))
print("squares:", squares.round(3))
print("mean:   ", squares.mean().round(3))
# --8<-- [end:by_hand]

# --8<-- [start:sum_or_mean]
for n in (20, 40, 80):
    first = error[:n] ** 2
    total, mean = first.sum(), first.mean()
    print(f"{n} points: sum {total:.2f}, mean {mean:.2f}")
# --8<-- [end:sum_or_mean]

# --8<-- [start:rmse]
rmse = (error**2).mean() ** 0.5
print(f"RMSE: {rmse:.2f}")
mean_size = np.abs(error).mean()
print(f"mean size: {mean_size:.2f}")
# --8<-- [end:rmse]

# --8<-- [start:floor]
true_yhat = true_b + true_w * x_train
true_error = true_yhat - y_train
true_loss = (true_error**2).mean()
print(f"true line: {true_loss:.4f}")
# --8<-- [end:floor]

# --8<-- [start:best]
flat_x = x_train[:, 0]
flat_y = y_train[:, 0]
best = np.polyfit(flat_x, flat_y, 1)
best_yhat = np.polyval(best, x_train)
best_error = best_yhat - y_train
best_loss = (best_error**2).mean()
print(f"best line: {best_loss:.4f}")
# --8<-- [end:best]

# --8<-- [start:plain_mean]
# slope -2 through the middle
from_middle = x_train - x_train.mean()
falling = y_train.mean() - 2 * from_middle
off = falling - y_train
print("mean:", abs(off.mean()).round(4))
print("MSE:", (off**2).mean().round(4))
# --8<-- [end:plain_mean]

# --8<-- [start:flat]
flat_y = y_train[:, 0]
wrong = true_yhat - flat_y
print("shape:", wrong.shape)
print("loss: ", (wrong**2).mean().round(3))

right = true_yhat - flat_y.reshape(-1, 1)
print("fixed:", (right**2).mean().round(3))
# --8<-- [end:flat]
