"""What one update does: each parameter steps against its gradient."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train

error = b + w * x_train - y_train
b_grad = 2 * error.mean()
w_grad = 2 * (x_train * error).mean()

# --8<-- [start:before]
old_b, old_w = b, w
print(f"b {b[0]:.4f} gradient {b_grad:.4f}")
print(f"w {w[0]:.4f} gradient {w_grad:.4f}")
# --8<-- [end:before]

lr = 0.1
b = b - lr * b_grad
w = w - lr * w_grad


# --8<-- [start:after]
def mse(b, w):
    error = b + w * x_train - y_train
    return (error**2).mean()


print(f"before:  {mse(old_b, old_w):.4f}")
print(f"only b:  {mse(b, old_w):.4f}")
print(f"only w:  {mse(old_b, w):.4f}")
print(f"both:    {mse(b, w):.4f}")
# --8<-- [end:after]

# --8<-- [start:plus]
wrong_b = old_b + lr * b_grad
wrong_w = old_w + lr * w_grad
print(f"{mse(wrong_b, wrong_w):.4f}")
# --8<-- [end:plus]

# --8<-- [start:steps]
steps_of_b = [b[0] - old_b[0]]
next_b, next_w = b, w
for _ in range(3):
    error = next_b + next_w * x_train - y_train
    step_b = lr * 2 * error.mean()
    step_w = lr * 2 * (x_train * error).mean()
    next_b, next_w = next_b - step_b, next_w - step_w
    steps_of_b.append(-step_b)
print(np.round(steps_of_b, 2))
# --8<-- [end:steps]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

fig, (left, right) = plt.subplots(1, 2, figsize=(5, 3.6), sharey=True)
bs = np.linspace(0, 2.5, 61)
left.plot(bs, [mse(v, old_w) for v in bs], "gray", label="other as before")
left.plot(bs, [mse(v, w) for v in bs], "gray", ls="--", label="other as after")
left.plot(old_b, mse(old_b, old_w), "oC1", label="before")
left.plot(b, mse(b, w), "sC1", label="after")
left.set(xlabel="b (bias)", ylabel="loss (MSE)", ylim=(0, 6.5))
ws = np.linspace(-1, 3.5, 61)
right.plot(ws, [mse(old_b, v) for v in ws], "gray")
right.plot(ws, [mse(b, v) for v in ws], "gray", ls="--")
right.plot(old_w, mse(old_b, old_w), "oC1")
right.plot(w, mse(b, w), "sC1")
right.set(xlabel="w (weight)")
fig.legend(loc="outside upper center", ncols=2)
plt.show()
# --8<-- [end:figure]
