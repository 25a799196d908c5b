"""The gradients by equation, checked by geometry: secants turn into the tangent."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train

yhat = b + w * x_train
error = yhat - y_train
b_grad = 2 * error.mean()
w_grad = 2 * (x_train * error).mean()


# --8<-- [start:secants]
def mse(b, w):
    error = b + w * x_train - y_train
    return (error**2).mean()


print("step        b        w")
for h in (1, 0.1, 0.01, 0.001, 0.0001):
    b_slope = (mse(b + h, w) - mse(b, w)) / h
    w_slope = (mse(b, w + h) - mse(b, w)) / h
    print(f"{h:<6} {b_slope:.5f} {w_slope:.5f}")
# --8<-- [end:secants]

# --8<-- [start:wrong_mean]
wrong = 2 * x_train.mean() * error.mean()
print(f"wrong {wrong:.4f}, right {w_grad:.4f}")
# --8<-- [end:wrong_mean]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

start, loss_here = b[0], mse(b, w)
bs = np.linspace(-0.6, 4, 61)
plt.plot(bs, [mse(value, w) for value in bs], color="k")

for h, style in ((2.4, ":"), (1.4, "-."), (0.6, "--")):
    slope = (mse(b + h, w) - loss_here) / h
    ends = np.array([-0.5, h + 0.3])
    plt.plot(start + ends, loss_here + slope * ends, style, color="C3", label=f"secant, h = {h}")
    plt.plot(start + h, mse(b + h, w), "s", color="C3")

ends = np.array([-0.8, 0.9])
plt.plot(start + ends, loss_here + b_grad * ends, color="C5", label="tangent")
plt.plot(start, loss_here, "o", color="C1")
plt.xlabel("b (bias)")
plt.ylabel("loss (MSE)")
plt.legend(loc="upper right")
plt.show()
# --8<-- [end:figure]
