"""What an error says: its sign, its size, and what is left at the true parameters."""

import numpy as np

from chapter_0.pipeline import e, first_b as b, first_w as w, train_idx
from chapter_0.pipeline import true_b, true_w, x_train, y_train

yhat = b + w * x_train
error = yhat - y_train

# --8<-- [start:two_points]
print(error.shape)
for i in (0, 1):
    predicted, measured = yhat[i, 0], y_train[i, 0]
    print(f"x = {x_train[i, 0]:.2f}:", end=" ")
    print(f"{predicted:.2f} - {measured:.2f} = {error[i, 0]:.2f}")
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
print("largest: ", f"{np.abs(true_error).max():.2f}")
print("minus the noise:", np.allclose(true_error, -e[train_idx]))
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

# --8<-- [start:flat]
flat_y = y_train[:, 0]
wrong = true_yhat - flat_y
print(true_yhat.shape, "-", flat_y.shape, "=", wrong.shape)
print("errors: ", wrong.size)
print("largest:", f"{np.abs(wrong).max():.2f}")
# --8<-- [end:flat]
