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

fig, panels = plt.subplots(1, 3, figsize=(5, 2.4), sharey=True, layout="constrained")
titles = ("10x", "10x, min–max", "10x, standardised")
steps = np.linspace(-2.5, 2.5, 51)
B, W = np.meshgrid(steps, steps)
levels = [0.2, 0.5, 1, 2, 4, 8]
shades = [("C0", a) for a in np.linspace(0.65, 0.05, len(levels))]
for panel, title, x in zip(panels, titles, ways.values(), strict=True):
    # how far the predictions lie from the best ones
    far = B[..., None] + W[..., None] * x[:, 0]
    best_w, best_b = np.polyfit(x[:, 0], y_train[:, 0], 1)
    error = best_b + best_w * x[:, 0] - y_train[:, 0] + far
    loss = (error**2).mean(axis=-1)
    panel.contourf(B, W, loss, [0, *levels], colors=shades)
    panel.contour(B, W, loss, levels, colors="gray", linewidths=0.5)
    panel.plot(0, 0, "*", color="w", markeredgecolor="k", ms=9)
    panel.set_title(title, fontsize=10)
    panel.set(aspect="equal", xticks=[-2, 0, 2], yticks=[-2, 0, 2])
panels[0].set_ylabel("w from its best")
panels[1].set_xlabel("b from its best")
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
def updates_to_the_same_line(lr):
    """The updates of descent on x until b and w agree with the line above to four decimals."""
    goal = np.round([b_of_x, w_of_x], 4)
    b, w = first
    for count in range(2000):
        if (np.round([b[0], w[0]], 4) == goal).all():
            return count
        error = b + w * x_train - y_train
        b = b - lr * 2 * error.mean()
        w = w - lr * 2 * (x_train * error).mean()


for rate in (0.1, 0.4, 0.75, 0.78):
    print(f"rate {rate}: {updates_to_the_same_line(rate)} updates")
# --8<-- [end:unscaled]

# --8<-- [start:unseen]
z_val = scaler.transform(x_val)
mean, deviation = z_val.mean(), z_val.std()
print(f"{mean:.2f}, {deviation:.2f}")
# --8<-- [end:unseen]

# --8<-- [start:refit]
again = StandardScaler()
wrong = again.fit_transform(x_val)

for z in (z_val, wrong):
    error = b + w * z - y_val
    loss = (error**2).mean()
    print(f"z {z[0, 0]:.2f}")
    print(f"  loss {loss:.4f}")
# --8<-- [end:refit]
