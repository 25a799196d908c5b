"""The two sets of the split, and what happens without shuffling."""

from chapter_0.pipeline import train_idx, val_idx, x, x_train, x_val, y
import numpy as np

# --8<-- [start:two_sets]
print(x_train.shape, x_val.shape)
overlap = np.isin(val_idx, train_idx)
print("in both:", overlap.sum())

parts = [("train", x_train), ("val", x_val)]
for name, part in parts:
    low, high = part.min(), part.max()
    print(f"{name}: {low:.2f} to {high:.2f}")
# --8<-- [end:two_sets]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

by_x = np.argsort(x[:, 0])
splits = {
    "shuffled, then cut": (train_idx, val_idx),
    "sorted by x, then cut": (by_x[:80], by_x[80:]),
}
fig, axes = plt.subplots(2, 1, figsize=(5, 5.4), sharex=True, sharey=True)
for panel, (name, (train, val)) in zip(axes, splits.items(), strict=True):
    panel.scatter(x[train], y[train], s=16, alpha=0.6, label="training set: 80")
    panel.scatter(x[val], y[val], s=34, color="C3", marker="^", label="validation set: 20")
    panel.set_title(name)
    panel.set_ylabel("y")
axes[0].legend(loc="upper left")
cut = (x[by_x[79], 0] + x[by_x[80], 0]) / 2
axes[1].axvline(cut, color="k", ls=":", lw=1.2)
axes[1].text(cut - 0.02, 1.1, "training", ha="right")
axes[1].text(cut + 0.02, 1.1, "validation")
axes[1].set_xlabel("x")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:unshuffled]
by_x = np.argsort(x[:, 0])
first, last = by_x[:80], by_x[80:]
print("train to ", x[first].max().round(2))
print("val from ", x[last].min().round(2))

first_x, first_y = x[first, 0], y[first, 0]
curve = np.polyfit(first_x, first_y, 5)
end = by_x[-1]
print("x        ", x[end].round(2))
print("measured ", y[end].round(2))
predicted = np.polyval(curve, x[end])
print("predicted", predicted.round(2))
# --8<-- [end:unshuffled]
