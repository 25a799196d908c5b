"""Partial derivatives by trial steps, and the gradient as a direction."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train


# --8<-- [start:loss_function]
def mse(b, w):
    error = b + w * x_train - y_train
    return (error**2).mean()


# --8<-- [end:loss_function]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

steps = np.linspace(-2, 4, 61)
near = np.array([-1.1, 0.7])
tiny = 1e-6
slope_b = (mse(b + tiny, w) - mse(b, w)) / tiny
slope_w = (mse(b, w + tiny) - mse(b, w)) / tiny
fig, axes = plt.subplots(1, 2, figsize=(5, 3.4), sharey=True)
for ax, start, losses, slope in (
    (axes[0], b, [mse(b + step, w) for step in steps], slope_b),
    (axes[1], w, [mse(b, w + step) for step in steps], slope_w),
):
    ax.plot(start + steps, losses, color="k")
    height = mse(b, w)
    ax.plot(start + near, height + slope * near, color="C5", lw=3, label="tangent")
    corner = [height - slope, height, height]
    ax.plot([start - 1, start - 1, start], corner, "k:", lw=2)
    ax.text(start[0] - 0.5, height - 0.25, "1", ha="center", va="top")
    ax.plot(start, height, "oC1", label="start")
    ax.set(ylim=(0, 8), yticks=range(9), xticks=range(-1, 5))
axes[0].set(xlabel="b (bias), w kept", ylabel="loss (MSE)", xlim=(-1.2, 4))
axes[1].set(xlabel="w (weight), b kept", xlim=(-1.8, 4))
axes[1].legend(loc="upper right")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:one_each]
h = 0.001
by_b = mse(b + h, w) - mse(b, w)
by_w = mse(b, w + h) - mse(b, w)
print(f"change by b: {by_b:.6f}")
print(f"  per unit:  {by_b / h:.4f}")
print(f"change by w: {by_w:.6f}")
print(f"  per unit:  {by_w / h:.4f}")
# --8<-- [end:one_each]

# --8<-- [start:change_both]
both = mse(b + h, w + h) - mse(b, w)
added = by_b + by_w
print(f"both moved: {both / h:.4f}")
print(f"added:      {added / h:.4f}")
# --8<-- [end:change_both]

# --8<-- [start:shares]
slopes = np.array([by_b, by_w]) / h
for name, share in (
    ("all in b", [1, 0]),
    ("half and half", [1, 1]),
    ("in proportion", -slopes),
):
    # norm: the length of an arrow
    step = share / np.linalg.norm(share)
    # @: multiply pair by pair, and add
    print(f"{name}: {slopes @ step:.2f}")
# --8<-- [end:shares]


# --8<-- [start:directions]
def loss_towards(degrees):
    turn = np.radians(degrees)
    to_b, to_w = np.cos(turn), np.sin(turn)
    return mse(b + h * to_b, w + h * to_w)


def angle(to_b, to_w):
    turn = np.arctan2(to_w, to_b)
    return np.degrees(turn).item()


all_angles = range(360)
lowest = min(all_angles, key=loss_towards)
against = angle(-by_b, -by_w)
print(f"lowest of 360:  {lowest}°")
print(f"minus gradient: {against:.0f}°")
# --8<-- [end:directions]

# --8<-- [start:arrow]
# the minimum, by least squares
best_w, best_b = np.polyfit(x_train[:, 0], y_train[:, 0], 1)

B, W = np.meshgrid(np.linspace(-1, 3, 121), np.linspace(-1.2, 2.8, 121))
errors = B + W * x_train[:, :, np.newaxis] - y_train[:, :, np.newaxis]
surface = (errors**2).mean(axis=0)

fig, ax = plt.subplots(figsize=(5, 5.2))
levels = [0.05, 0.3, 1, mse(b, w), 5, 8, 12]
shades = [("C0", alpha) for alpha in np.linspace(0.65, 0.05, 7)]
ax.contourf(B, W, surface, [0, *levels], colors=shades)
ax.contour(B, W, surface, levels, colors="gray", linewidths=0.8)
ax.contour(B, W, surface, [mse(b, w)], colors="k", linewidths=1.5)
gradient = 0.3 * np.array([by_b, by_w]) / h
here = np.array([b[0], w[0]])
look = {"arrowstyle": "-|>", "shrinkA": 0, "shrinkB": 0, "lw": 2.5, "mutation_scale": 18}
ax.annotate("", here - gradient, here, arrowprops=look | {"color": "C1"})
ax.annotate("", here + gradient, here, arrowprops=look | {"color": "C3"})
ax.plot(b, w, "oC1", label="start")
ax.plot(best_b, best_w, "*C2", ms=13, label="minimum")
ax.plot([b[0], best_b], [w[0], best_w], "k:", lw=2, label="straight way")
white = {"boxstyle": "round,pad=0.2", "facecolor": "w", "edgecolor": "gray"}
ax.text(1.5, 0.4, "against the\ngradient", ha="left", va="center", bbox=white)
ax.text(-0.42, -0.95, "gradient", ha="center", va="center", bbox=white)
ax.set(xlabel="b (bias)", ylabel="w (weight)", aspect="equal", xlim=(-1, 3), ylim=(-1.2, 2.8))
fig.legend(loc="outside upper center", ncols=3)
plt.show()
# --8<-- [end:arrow]

# --8<-- [start:to_the_minimum]
print(f"minimum: b {best_b:.4f}, w {best_w:.4f}")
to_it = angle(best_b - b, best_w - w)
print(f"steepest way down: {against:.0f}°")
print(f"to the minimum:    {to_it:.0f}°")
gap = to_it - against
print(f"misses it by:      {gap:.0f}°")
# --8<-- [end:to_the_minimum]

# --8<-- [start:too_small]
sizes = (1e-3, 1e-6, 1e-16, 1e-17)
for tiny in sizes:
    rise = mse(b + tiny, w) - mse(b, w)
    slope = rise / tiny
    print(f"h = {tiny}: {slope:.4f}")
# --8<-- [end:too_small]
