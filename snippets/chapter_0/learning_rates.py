"""What low, high and very high learning rates do, and where the limit lies."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train


# --8<-- [start:b_alone]
def mse(b, w):
    return ((b + w * x_train - y_train) ** 2).mean()


def descend_b(lr, updates):
    path = [b[0]]
    for _ in range(updates):
        error = path[-1] + w * x_train - y_train
        path.append(path[-1] - lr * 2 * error.mean())
    return path


rates = {"low": 0.05, "good": 0.3, "high": 0.9, "very high": 1.1}
for name, lr in rates.items():
    losses = [f"{mse(value, w):.1f}" for value in descend_b(lr, 4)]
    print(f"{name:9} {lr:.2f} {1 - 2 * lr:4.1f}:", *losses)
# --8<-- [end:b_alone]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

fig, panels = plt.subplots(2, 2, figsize=(5, 5), sharex=True, sharey=True)
bs = np.linspace(-1.3, 5.3, 61)
for panel, name in zip(panels.flat, rates, strict=True):
    path = descend_b(rates[name], 4)
    losses = [mse(value, w) for value in path]
    panel.plot(bs, [mse(value, w) for value in bs], "gray", lw=1)
    panel.plot(path, losses, "o-C1", ms=5, lw=1.2)
    panel.plot(path[0], losses[0], "sk", ms=7)
    panel.set_title(f"{name}: {rates[name]}")
fig.supxlabel("b (bias)")
fig.supylabel("loss (MSE)")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:limit]
mean, square = x_train.mean(), (x_train**2).mean()
H = np.array([[2, 2 * mean], [2 * mean, 2 * square]])
flattest, steepest = np.linalg.eigvalsh(H)
limit = 2 / steepest
print(f"curvature from {flattest:.3f} to {steepest:.3f}")
print(f"largest stable rate {limit:.4f}")
# --8<-- [end:limit]


# --8<-- [start:test_limit]
def descend(lr, updates):
    now_b, now_w = b, w
    for _ in range(updates):
        error = now_b + now_w * x_train - y_train
        now_b = now_b - lr * 2 * error.mean()
        now_w = now_w - lr * 2 * (x_train * error).mean()
    return mse(now_b, now_w)


for lr in (0.99 * limit, 1.01 * limit):
    losses = [f"{descend(lr, n):.3f}" for n in (0, 50, 100, 200)]
    print(f"{lr:.4f}:", *losses)
# --8<-- [end:test_limit]

# --8<-- [start:both]
print(f"b alone: {mse(descend_b(0.9, 20)[-1], w):.1f}")
print(f"b and w: {descend(0.9, 20):.1f}")
# --8<-- [end:both]
