"""What an error says: its sign, its size, its trend, and what is left at the true parameters."""

import numpy as np

from chapter_0.pipeline import e, first_b as b, first_w as w, train_idx
from chapter_0.pipeline import true_b, true_w, x_train, y_train

yhat = b + w * x_train
error = yhat - y_train

# --8<-- [start:two_points]
print("shape:", error.shape)
print("x:    ", x_train[:2, 0].round(2))
print("yhat: ", yhat[:2, 0].round(2))
print("y:    ", y_train[:2, 0].round(2))
print("error:", error[:2, 0].round(2))
# --8<-- [end:two_points]

# --8<-- [start:at_the_truth]
true_yhat = true_b + true_w * x_train
true_error = true_yhat - y_train
print("too low: ", (true_error < 0).sum())
print("too high:", (true_error > 0).sum())
largest = np.abs(true_error).max()
print("largest: ", largest.round(2))

# equal up to rounding?
noise = e[train_idx]
same = np.allclose(true_error, -noise)
print("noise, sign flipped:", same)
# --8<-- [end:at_the_truth]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

line = b + w * x_train
plt.figure(figsize=(5, 3.2))
plt.vlines(x_train, line, y_train, color="C3", lw=1, label="error")
plt.scatter(x_train, y_train, s=12, label="data: y")
plt.plot([0, 1], [b, b + w], "C1", label="prediction: ŷ")
plt.xlabel("x")
plt.ylabel("y")
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:trend_figure]
import matplotlib.pyplot as plt

tilted_error = 1.5 + 1 * x_train - y_train  # weight 1, not 2

bent_y = 1 + 2 * x_train**2 + noise
slope, height = np.polyfit(x_train[:, 0], bent_y[:, 0], 1)
bent_error = height + slope * x_train - bent_y

panels = {"A": error, "B": tilted_error, "C": bent_error, "D": true_error}
shared = {"sharex": True, "sharey": "row", "layout": "constrained"}
fig, axes = plt.subplots(2, 2, figsize=(5, 4.4), **shared)
for panel, (name, errors) in zip(axes.flat, panels.items(), strict=True):
    panel.axhline(0, color="k", lw=1)
    panel.plot(x_train, errors, "C3.", markersize=4)
    panel.set_title(name, loc="left", weight="bold")
for panel in axes[1]:
    panel.set_xlabel("x")
for panel in axes[:, 0]:
    panel.set_ylabel("error")
fig.align_ylabels()
plt.show()
# --8<-- [end:trend_figure]

# --8<-- [start:unsigned]
predicted = np.array([3, 7], np.uint8)
measured = np.array([5, 4], np.uint8)
print("uint8:", predicted - measured)
signed = predicted.astype(float)
print("float:", signed - measured)
# --8<-- [end:unsigned]
