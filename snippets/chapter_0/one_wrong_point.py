"""What one wrong point does to the lines that the MSE and the MAE call the best."""

import numpy as np

from chapter_0.pipeline import x_train, y_train

# --8<-- [start:slip]
slipped = y_train.copy()
slipped[0] = 10 * y_train[0]
print(f"right:   {y_train[0, 0]:.2f}")
print(f"slipped: {slipped[0, 0]:.1f}")
# --8<-- [end:slip]


# --8<-- [start:fit]
def best_line(measured, loss):
    flat_x, flat_y = x_train[:, 0], measured[:, 0]
    if loss == "MSE":
        return np.polyfit(flat_x, flat_y, 1)
    one, other = np.triu_indices(len(flat_x), 1)
    slopes = (flat_y[one] - flat_y[other]) / (flat_x[one] - flat_x[other])
    heights = flat_y[one] - slopes * flat_x[one]
    errors = heights[:, None] + slopes[:, None] * flat_x - flat_y
    lowest = np.abs(errors).mean(axis=1).argmin()
    return np.array([slopes[lowest], heights[lowest]])


# --8<-- [end:fit]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

ends = np.array([0, 1])
x_slip, top = x_train[0, 0], 4.6
plt.figure(figsize=(5, 3.8))
plt.scatter(x_train[1:], y_train[1:], s=14, alpha=0.5, label="data: y")
plt.annotate(
    "24.7",
    (x_slip, top),
    (x_slip, top - 0.7),
    ha="center",
    arrowprops={"arrowstyle": "->", "color": "C3", "lw": 2},
    color="C3",
)
drawn = {
    "best for the MSE": (best_line(slipped, "MSE"), "C1", "-", 2),
    "MSE, without the slip": (best_line(y_train, "MSE"), "k", "-", 1),
    "best for the MAE": (best_line(slipped, "MAE"), "C2", "--", 2.5),
}
for label, (line, color, style, width) in drawn.items():
    plt.plot(ends, np.polyval(line, ends), color, ls=style, lw=width, label=label)
plt.ylim(0.5, top)
plt.xlabel("x")
plt.ylabel("y")
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:lines]
for loss in ("MSE", "MAE"):
    before = best_line(y_train, loss)[0]
    after = best_line(slipped, loss)[0]
    print(f"slope for the {loss}")
    print(f"  right {before:.2f}")
    print(f"  slipped {after:.2f}")
# --8<-- [end:lines]

# --8<-- [start:one_number]
values = np.array([1, 2, 3, 4, 90])
tries = range(91)
mse, mae = [], []
for b in tries:
    mse.append(((b - values) ** 2).mean())
    mae.append(np.abs(b - values).mean())
# the place in tries is b itself
print("lowest MSE at b =", np.argmin(mse))
print("lowest MAE at b =", np.argmin(mae))
# --8<-- [end:one_number]

# --8<-- [start:largest]
line = best_line(slipped, "MSE")
error = np.polyval(line, x_train) - slipped
squares = error[:, 0] ** 2
print(f"MSE {squares.mean():.2f}")
worst = squares.argmax()
share = squares[worst] / squares.sum()
print(f"point {worst}, share: {share:.2f}")
# --8<-- [end:largest]
