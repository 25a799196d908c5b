"""What one update does: each parameter steps against its gradient."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train

error = b + w * x_train - y_train
b_grad = 2 * error.mean()
w_grad = 2 * (x_train * error).mean()

# --8<-- [start:before]
old_b, old_w = b, w
print(f"b = {old_b[0]:7.4f}, gradient {b_grad:.4f}")
print(f"w = {old_w[0]:7.4f}, gradient {w_grad:.4f}")
# --8<-- [end:before]

lr = 0.1
b = b - lr * b_grad
w = w - lr * w_grad


# --8<-- [start:after]
def mse(b, w):
    return ((b + w * x_train - y_train) ** 2).mean()


print(f"before:          {mse(old_b, old_w):.4f}")
print(f"only b moved:    {mse(b, old_w):.4f}")
print(f"only w moved:    {mse(old_b, w):.4f}")
print(f"both have moved: {mse(b, w):.4f}")
# --8<-- [end:after]

# --8<-- [start:plus]
wrong_b = old_b + lr * b_grad
wrong_w = old_w + lr * w_grad
print(f"{mse(wrong_b, wrong_w):.4f}")
# --8<-- [end:plus]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

fig, (top, bottom) = plt.subplots(2, 1, figsize=(5, 6))

bs = np.linspace(0, 2.5, 61)
top.plot(bs, [mse(v, old_w) for v in bs], "gray", label="w as before")
top.plot(bs, [mse(v, w) for v in bs], "gray", ls="--", label="w as after")
top.plot(old_b, mse(old_b, old_w), "oC1", label="before")
top.plot(b, mse(b, w), "sC1", label="after")
top.set_xlabel("b (bias)")

ws = np.linspace(-1, 3.5, 61)
bottom.plot(ws, [mse(old_b, v) for v in ws], "gray", label="b as before")
bottom.plot(ws, [mse(b, v) for v in ws], "gray", ls="--", label="b as after")
bottom.plot(old_w, mse(old_b, old_w), "oC1", label="before")
bottom.plot(w, mse(b, w), "sC1", label="after")
bottom.set_xlabel("w (weight)")

for panel in (top, bottom):
    panel.set_ylabel("loss (MSE)")
    panel.legend(loc="upper right")
plt.show()
# --8<-- [end:figure]
