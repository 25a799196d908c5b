"""The lowest validation loss of many is too good: why the choice is judged on a test set."""

import numpy as np

from chapter_0.pipeline import true_b, true_w, x_train, x_val, y_train, y_val

# --8<-- [start:cases]
from itertools import product

for count in (1, 2, 10):
    cases = product((9, 11), repeat=count)
    lowest = [min(case) for case in cases]
    mean = sum(lowest) / len(lowest)
    print(f"{count:2} models: {mean:.3f}")
# --8<-- [end:cases]

# --8<-- [start:candidates]
rng = np.random.default_rng(0)
candidates = []
for _ in range(100):
    ten = rng.choice(80, 10, replace=False)
    x_ten, y_ten = x_train[ten, 0], y_train[ten, 0]
    candidates.append(np.polyfit(x_ten, y_ten, 1))
w, b = np.transpose(candidates)


def losses(x, y):
    # one loss per candidate
    return ((b + w * x - y) ** 2).mean(axis=-2)


def new_points(*shape):
    x = rng.random((*shape, 1))
    noise = 0.1 * rng.normal(size=x.shape)
    return x, true_b + true_w * x + noise


# --8<-- [end:candidates]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

on_new = losses(*new_points(20_000))
on_val = losses(*new_points(1000, 20))
counts = [1, 2, 3, 5, 10, 20, 50, 100]
val_means, new_means = [], []
for count in counts:
    tried = rng.permuted(np.tile(np.arange(100), (1000, 1)), axis=1)[:, :count]
    tried_val = np.take_along_axis(on_val, tried, axis=1)
    winners = tried[np.arange(1000), tried_val.argmin(axis=1)]
    val_means.append(tried_val.min(axis=1).mean())
    new_means.append(on_new[winners].mean())

fig, ax = plt.subplots(figsize=(5, 3.4), layout="constrained")
ax.plot(counts, new_means, "C0-o", label="on new points")
ax.plot(counts, val_means, "C3--^", label="on the validation set")
ax.axhline(0.01, color="gray", lw=1)
ax.text(100, 0.01004, "variance of the noise: 0.01", ha="right")
ax.set(xscale="log", xticks=[1, 10, 100], xticklabels=["1", "10", "100"])
ax.set(xlabel="candidates to choose from", ylabel="loss of the winner (MSE)")
ax.legend()
plt.show()
# --8<-- [end:figure]

# --8<-- [start:winner]
val_losses = losses(x_val, y_val)
winner = val_losses.argmin()
print(f"winner {val_losses[winner]:.4f}")
# --8<-- [end:winner]

# --8<-- [start:test]
rng = np.random.default_rng(1)
x_test, y_test = new_points(1000)
test_losses = losses(x_test, y_test)
chosen = test_losses[winner]
mean = test_losses.mean()
print(f"winner      {chosen:.4f}")
print(f"mean of all {mean:.4f}")
# --8<-- [end:test]

# --8<-- [start:truth]
sets = {
    "validation": (x_val, y_val),
    "test": (x_test, y_test),
}
for name, (x, y) in sets.items():
    error = true_b + true_w * x - y
    print(f"{name:10} {(error**2).mean():.4f}")
# --8<-- [end:truth]

# --8<-- [start:by_test_loss]
tests = losses(*new_points(100, 20))
lowest = tests.min(axis=1)
print(f"reported {lowest.mean():.4f}")

fresh = losses(*new_points(1000))
after = fresh[tests.argmin(axis=1)]
print(f"fresh    {after.mean():.4f}")
# --8<-- [end:by_test_loss]
