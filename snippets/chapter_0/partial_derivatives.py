"""A partial derivative: how much the loss changes if one parameter changes a little."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train


# --8<-- [start:loss_function]
def mse(b, w):
    error = b + w * x_train - y_train
    return (error**2).mean()


print(f"loss: {mse(b, w):.4f}")
# --8<-- [end:loss_function]

# --8<-- [start:change_b]
change = 0.001
by_b = mse(b + change, w) - mse(b, w)
print(f"change in loss: {by_b:.6f}")
print(f"per change in b: {by_b / change:.4f}")
# --8<-- [end:change_b]

# --8<-- [start:change_w]
by_w = mse(b, w + change) - mse(b, w)
print(f"change in loss: {by_w:.6f}")
print(f"per change in w: {by_w / change:.4f}")
# --8<-- [end:change_w]

# --8<-- [start:change_both]
both = mse(b + change, w + change) - mse(b, w)
print(f"per change: {both / change:.4f}")
# --8<-- [end:change_both]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

steps = np.linspace(-2, 4, 61)
near = np.array([-0.9, 0.9])
along_b = [mse(b + step, w) for step in steps]
along_w = [mse(b, w + step) for step in steps]

fig, axes = plt.subplots(2, 1, figsize=(5, 5.8), sharey=True)
for ax, start, losses, slope in (
    (axes[0], b, along_b, by_b / change),
    (axes[1], w, along_w, by_w / change),
):
    ax.plot(start + steps, losses, color="k")
    tangent = mse(b, w) + slope * near
    ax.plot(start + near, tangent, color="C5", label="tangent")
    ax.plot(start, mse(b, w), "o", color="C1", label="first parameters")
    ax.set_ylabel("loss (MSE)")
    ax.set_ylim(0, 9)
axes[0].set_xlabel("b (bias), w fixed")
axes[1].set_xlabel("w (weight), b fixed")
axes[0].legend(loc="upper right")
plt.show()
# --8<-- [end:figure]
