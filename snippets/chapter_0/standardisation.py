"""Standardising the feature makes the loss surface a round bowl."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, x_val, y_train, y_val

# --8<-- [start:ways]
from sklearn.preprocessing import (
    MinMaxScaler,
    StandardScaler,
)

first = b, w
wide = 10 * x_train
ways = {
    "10x": wide,
    "min-max": MinMaxScaler().fit_transform(wide),
    "standard": StandardScaler().fit_transform(wide),
}


def hessian(x):
    mean, square = x.mean(), (x**2).mean()
    return 2 * np.array([[1, mean], [mean, square]])


# --8<-- [end:ways]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

# the same scale everywhere: an inch is 2.4 units
fig = plt.figure(figsize=(5, 4.5), layout="none")
panels = {
    "10x": fig.add_axes((0.12, 0.67, 0.86, 0.255)),
    "min-max": fig.add_axes((0.12, 0.115, 0.41, 0.41)),
    "standard": fig.add_axes((0.57, 0.115, 0.41, 0.41)),
}
titles = {"10x": "10x", "min-max": "10x, min–max", "standard": "10x, standardised"}
B, W = np.meshgrid(np.linspace(-5.2, 5.2, 105), np.linspace(-2.3, 2.3, 47))
levels = [0.2, 0.5, 1, 2, 4, 8]
shades = [("C0", a) for a in np.linspace(0.65, 0.05, len(levels))]
for name, panel in panels.items():
    x = ways[name]
    # how far the predictions lie from the best ones
    far = B[..., None] + W[..., None] * x[:, 0]
    best_w, best_b = np.polyfit(x[:, 0], y_train[:, 0], 1)
    error = best_b + best_w * x[:, 0] - y_train[:, 0] + far
    loss = (error**2).mean(axis=-1)
    panel.contourf(B, W, loss, [0, *levels], colors=shades)
    panel.contour(B, W, loss, levels, colors="gray", linewidths=0.5)
    panel.plot(0, 0, "*", color="w", markeredgecolor="k", ms=9)
    panel.set_title(titles[name], fontsize=10)
    wide = panel.get_position().width * 5 * 2.4 / 2
    high = panel.get_position().height * 4.5 * 2.4 / 2
    panel.set(xlim=(-wide, wide), ylim=(-high, high))
    panel.set(xticks=range(-4 if wide > 4 else -2, 5 if wide > 4 else 3, 2))
    panel.set(xlabel="b from its best", ylabel="w from its best")
panels["10x"].set_xlabel(None)
panels["standard"].set(ylabel=None, yticklabels=[])
plt.show()
# --8<-- [end:figure]

# --8<-- [start:condition]
for name, x in ways.items():
    H = hessian(x)
    low, high = np.linalg.eigvalsh(H)
    print(f"{name}: {high / low:.1f}")
# --8<-- [end:condition]

# --8<-- [start:scaler]
scaler = StandardScaler()
scaler.fit(x_train)
z_train = scaler.transform(x_train)
# --8<-- [end:scaler]

# --8<-- [start:one_step]
lr = 0.5
error = b + w * z_train - y_train
b = b - lr * 2 * error.mean()
w = w - lr * 2 * (z_train * error).mean()

error = b + w * z_train - y_train
b_grad = 2 * error.mean()
w_grad = 2 * (z_train * error).mean()
print(f"for b {abs(b_grad):.2f}")
print(f"for w {abs(w_grad):.2f}")
# --8<-- [end:one_step]

# --8<-- [start:back]
w_of_x = w[0] / scaler.scale_[0]
b_of_x = b[0] - w_of_x * scaler.mean_[0]
print(f"y = {b_of_x:.4f} + {w_of_x:.4f} x")
# --8<-- [end:back]


# --8<-- [start:unscaled]
def updates_to_the_same_line(lr, shift=0, scale=1):
    # of descent on (x - shift) / scale, until the line is the one above to four decimals
    goal = np.round([b_of_x, w_of_x], 4)
    z = (x_train - shift) / scale
    b, w = first
    for count in range(2000):
        line = b[0] - w[0] / scale * shift, w[0] / scale
        if (np.round(line, 4) == goal).all():
            return count
        error = b + w * z - y_train
        b = b - lr * 2 * error.mean()
        w = w - lr * 2 * (z * error).mean()


for rate in (0.1, 0.4, 0.75, 0.78):
    print(f"x as it is, rate {rate}: {updates_to_the_same_line(rate)} updates")
ruler = scaler.mean_[0], scaler.scale_[0]
for rate in (0.1, 0.4, 0.5):
    print(f"standardised, rate {rate}: {updates_to_the_same_line(rate, *ruler)} updates")
# --8<-- [end:unscaled]

# --8<-- [start:unseen]
z_val = scaler.transform(x_val)
mean, s = z_val.mean(), z_val.std()
print(f"mean {mean:.2f}")
print(f"standard deviation {s:.2f}")
# --8<-- [end:unseen]

# --8<-- [start:refit]
again = StandardScaler()
wrong = again.fit_transform(x_val)

for z in (z_val, wrong):
    error = b + w * z - y_val
    loss = (error**2).mean()
    print(f"first z: {z[0, 0]:.2f}")
    print(f"validation loss: {loss:.4f}")
# --8<-- [end:refit]
