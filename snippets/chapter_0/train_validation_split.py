"""The two sets of the split, and what happens without shuffling."""

from chapter_0.pipeline import N, train_idx, val_idx, x, x_train, x_val, y_train, y_val
import numpy as np

# --8<-- [start:two_sets]
print(x_train.shape, x_val.shape)
print("in both:", np.isin(val_idx, train_idx).sum())
print(f"x_train: {x_train.min():.2f} to {x_train.max():.2f}")
print(f"x_val:   {x_val.min():.2f} to {x_val.max():.2f}")
# --8<-- [end:two_sets]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

plt.scatter(x_train, y_train, s=16, alpha=0.6, label="training set: 80")
plt.scatter(x_val, y_val, s=34, color="C3", marker="^", label="validation set: 20")
plt.xlabel("x")
plt.ylabel("y")
plt.legend()
plt.show()
# --8<-- [end:figure]

# --8<-- [start:unshuffled]
by_x = np.argsort(x[:, 0])
x_sorted = x[by_x]

cut = int(0.8 * N)
x_first, x_last = x_sorted[:cut], x_sorted[cut:]
print(f"x_first: {x_first.min():.2f} to {x_first.max():.2f}")
print(f"x_last:  {x_last.min():.2f} to {x_last.max():.2f}")
# --8<-- [end:unshuffled]
