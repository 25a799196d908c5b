"""What one wrong point does to the MSE and the MAE, and to the lines that they call the best."""

import numpy as np

from chapter_0.pipeline import true_b, true_w, x_train, y_train

# --8<-- [start:one_number]
values = np.array([1, 2, 3, 4, 90])
tries = range(91)
mse, mae = [], []
for b in tries:
    mse.append(((b - values) ** 2).mean())
    mae.append(np.abs(b - values).mean())
print("lowest MSE at b =", np.argmin(mse))
print("lowest MAE at b =", np.argmin(mae))
# --8<-- [end:one_number]

# --8<-- [start:losses]
slipped = y_train.copy()
slipped[0] = 10 * y_train[0]
print(y_train[0].round(2))
print(slipped[0].round(1))

true_yhat = true_b + true_w * x_train
for measured in (y_train, slipped):
    error = true_yhat - measured
    mae = np.abs(error).mean()
    print(f"MSE {(error**2).mean():.4f}")
    print(f"  MAE {mae:.4f}")
# --8<-- [end:losses]


# --8<-- [start:fit]
def best_line(measured, loss):
    flat_x, flat_y = x_train[:, 0], measured[:, 0]
    line = np.polyfit(flat_x, flat_y, 1)
    if loss == "MAE":
        for _ in range(300):
            size = np.abs(np.polyval(line, flat_x) - flat_y)
            # polyfit squares its weights, too
            weight = 1 / np.sqrt(np.maximum(size, 1e-8))
            line = np.polyfit(flat_x, flat_y, 1, w=weight)
    return line


# --8<-- [end:fit]

# --8<-- [start:lines]
for loss in ("MSE", "MAE"):
    print("slope for the", loss)
    for measured in (y_train, slipped):
        line = best_line(measured, loss)
        print(f"  {line[0]:.2f}")
# --8<-- [end:lines]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

ends = np.array([0, 1])
x_slip, top = x_train[0, 0], 4.2
plt.figure(figsize=(5, 3.6))
plt.scatter(x_train[1:], y_train[1:], s=14, alpha=0.5, label="data: y")
plt.annotate(
    "24.7",
    (x_slip, top),
    (x_slip, top - 0.6),
    ha="center",
    arrowprops={"arrowstyle": "->", "color": "C3", "lw": 2},
    color="C3",
)
for loss, color, style in (("MSE", "C1", "-"), ("MAE", "C2", "--")):
    slope, height = best_line(slipped, loss)
    plt.plot(ends, height + slope * ends, color, ls=style, lw=2, label=f"best line for the {loss}")
plt.ylim(0.5, top)
plt.xlabel("x")
plt.ylabel("y")
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:largest]
error = true_yhat - slipped
squares = (error**2)[:, 0]
print(f"MSE {squares.mean():.2f}")
worst = squares.argmax()
share = squares[worst] / squares.sum()
print(f"point {worst}, share: {share:.3f}")
# --8<-- [end:largest]
