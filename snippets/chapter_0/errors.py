"""What an error says: its sign, its size, and what is left at the true parameters."""

import numpy as np

from chapter_0.pipeline import e, first_b as b, first_w as w, train_idx
from chapter_0.pipeline import true_b, true_w, x_train, y_train

yhat = b + w * x_train
error = yhat - y_train

# --8<-- [start:two_points]
print(error.shape)
print("x:    ", x_train[:2, 0].round(2))
print("yhat: ", yhat[:2, 0].round(2))
print("y:    ", y_train[:2, 0].round(2))
print("error:", error[:2, 0].round(2))
# --8<-- [end:two_points]

# --8<-- [start:signs]
print("too low: ", (error < 0).sum())
print("too high:", (error > 0).sum())
# --8<-- [end:signs]

# --8<-- [start:at_the_truth]
true_yhat = true_b + true_w * x_train
true_error = true_yhat - y_train
print("too low: ", (true_error < 0).sum())
print("too high:", (true_error > 0).sum())
largest = np.abs(true_error).max()
print("largest: ", largest.round(2))

noise = e[train_idx]
same = np.allclose(true_error, -noise)
print("noise, sign turned:", same)
# --8<-- [end:at_the_truth]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

lines = [
    ("first parameters", "C1", "-", b, b + w),
    ("true parameters", "C2", "--", true_b, true_b + true_w),
]
fig, axes = plt.subplots(2, 1, figsize=(5, 5.5), sharex=True, sharey=True)
for i, (name, color, style, left, right) in enumerate(lines):
    line = left + (right - left) * x_train
    axes[i].vlines(x_train, line, y_train, color="C3", lw=1, label="error")
    axes[i].scatter(x_train, y_train, s=12, label="data: y")
    axes[i].plot([0, 1], [left, right], color, ls=style, label="prediction: ŷ")
    axes[i].set_title(name)
    axes[i].set_ylabel("y")
    axes[i].legend(loc="upper left")
axes[1].set_xlabel("x")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:unsigned]
predicted = np.array([3, 7], np.uint8)
measured = np.array([5, 4], np.uint8)
print(predicted - measured)
signed = predicted.astype(float)
print(signed - measured)
# --8<-- [end:unsigned]
