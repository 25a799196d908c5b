"""The size of a gradient is the steepness of its loss curve."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train

error = b + w * x_train - y_train
b_grad = 2 * error.mean()
w_grad = 2 * (x_train * error).mean()


# --8<-- [start:along_the_curves]
def gradients(b, w):
    error = b + w * x_train - y_train
    b_grad = 2 * error.mean()
    w_grad = 2 * (x_train * error).mean()
    return b_grad, w_grad


print("at  b_grad  w_grad")
for at in (0, 1, 2, 3, 4):
    along_b = gradients(at, w)[0]
    along_w = gradients(b, at)[1]
    print(f"{at}   {along_b:6.2f}  {along_w:6.2f}")
# --8<-- [end:along_the_curves]

# --8<-- [start:elsewhere]
print("b  w   b_grad   w_grad")
for at_b, at_w in ((1, 2), (2, 2), (0, 4)):
    slopes = gradients(at_b, at_w)
    print(f"{at_b}  {at_w}  {slopes[0]:7.3f}  {slopes[1]:7.3f}")
# --8<-- [end:elsewhere]

# --8<-- [start:compare]
print(f"b_grad {b_grad:.2f}, w_grad {w_grad:.2f}")
print("b steeper?", b_grad > w_grad)
print("b steeper?", abs(b_grad) > abs(w_grad))
# --8<-- [end:compare]

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
    for ax, point, i in ((axes[0], (at, w), 0), (axes[1], (b, at), 1)):
        slope, height = gradients(*point)[i], mse(*point)
        ax.plot(at + near, height + slope * near, color="C5", linewidth=4)
        ax.text(at, height + above, f"{slope:.2f}", ha=side)
axes[0].set(title="w fixed", xlabel="b (bias)", ylabel="loss (MSE)")
axes[1].set(title="b fixed", xlabel="w (weight)")
plt.show()
# --8<-- [end:figure]
