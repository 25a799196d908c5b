"""The size of a gradient is the steepness of its loss curve, not the distance to its bottom."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train

error = b + w * x_train - y_train
b_grad = 2 * error.mean()
w_grad = 2 * (x_train * error).mean()


# --8<-- [start:figure]
import matplotlib.pyplot as plt


def mse(b, w):
    error = b + w * x_train - y_train
    return (error**2).mean()


values = np.linspace(-1, 5, 61)
near = np.array([-0.6, 0.6])
fig, axes = plt.subplots(1, 2, figsize=(5, 3.6), sharey=True)
axes[0].plot(values, [mse(v, w) for v in values], color="k")
axes[1].plot(values, [mse(b, v) for v in values], color="k")
for at, side, above in ((0, "left", 0.9), (2, "center", 0.9), (4, "right", 1.6)):
    slope_b = 2 * (at + w * x_train - y_train).mean()
    slope_w = 2 * (x_train * (b + at * x_train - y_train)).mean()
    for ax, height, slope in ((axes[0], mse(at, w), slope_b), (axes[1], mse(b, at), slope_w)):
        ax.plot(at + near, height + slope * near, color="C5", linewidth=4)
        ax.plot(at, height, "ok", ms=5)
        ax.text(at, height + above, f"{slope:.2f}".replace("-", "−"), ha=side)
kept_w, kept_b = (f"{value[0]:.2f}".replace("-", "−") for value in (w, b))
axes[0].set(title=f"curve of b\n(w kept at {kept_w})", xlabel="b (bias)", ylabel="loss (MSE)")
axes[1].set(title=f"curve of w\n(b kept at {kept_b})", xlabel="w (weight)")
plt.show()
# --8<-- [end:figure]


# --8<-- [start:along_the_curves]
def gradients(b, w):
    error = b + w * x_train - y_train
    b_grad = 2 * error.mean()
    w_grad = 2 * (x_train * error).mean()
    return b_grad, w_grad


print("at b_grad w_grad")
values = (0, 1, 2, 3, 4)
for at in values:
    for_b, _ = gradients(at, w)
    _, for_w = gradients(b, at)
    print(f"{at} {for_b:6.2f} {for_w:6.2f}")
# --8<-- [end:along_the_curves]

# --8<-- [start:curvature]
b_at_0, _ = gradients(0, w)
b_at_1, _ = gradients(1, w)
curvature_b = b_at_1 - b_at_0
_, w_at_0 = gradients(b, 0)
_, w_at_1 = gradients(b, 1)
curvature_w = w_at_1 - w_at_0
bottom_b = -b_at_0 / curvature_b
bottom_w = -w_at_0 / curvature_w
print("  curvature bottom")
print(
    f"b {curvature_b:9.2f} {bottom_b:6.2f}",
)
print(
    f"w {curvature_w:9.2f} {bottom_w:6.2f}",
)
# --8<-- [end:curvature]

# --8<-- [start:compare]
print(f"b {b_grad:.2f}, w {w_grad:.2f}")
print(b_grad > w_grad)
print(abs(b_grad) > abs(w_grad))
# --8<-- [end:compare]
