"""What low, high and very high learning rates do, estimated before they run."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train

# --8<-- [start:descend]
rates = {
    "low": 0.05,
    "good": 0.3,
    "high": 0.9,
    "very high": 1.1,
}


def mse(b, w):
    return ((b + w * x_train - y_train) ** 2).mean()


def descend_b(lr, updates):
    path = [b[0]]
    for _ in range(updates):
        error = path[-1] + w * x_train - y_train
        b_grad = 2 * error.mean()
        path.append(path[-1] - lr * b_grad)
    return np.array(path)


# --8<-- [end:descend]

# --8<-- [start:record]
import warnings


# for the trap: the same descent, with the losses and the warnings
def recorded(lr, updates):
    at, path, losses = b[0], [], []
    with warnings.catch_warnings(record=True, action="always") as caught:
        for _ in range(updates + 1):
            error = at + w * x_train - y_train
            path.append(at)
            losses.append((error**2).mean())
            at = at - lr * 2 * error.mean()
    return path, losses, [str(warning.message) for warning in caught]


# --8<-- [end:record]

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

# --8<-- [start:estimate]
b_min = (y_train - w * x_train).mean()
d = b[0] - b_min
print(f"d at the start: {d:.2f}")
for name, lr in rates.items():
    factor = 1 - lr * 2
    print(f"{name:9} factor {factor:4.1f}")
# --8<-- [end:estimate]

# --8<-- [start:b_alone]
for name, lr in rates.items():
    apart = descend_b(lr, 4) - b_min
    print(f"{name:9}", apart.round(2))

jumping = descend_b(0.7, 4) - b_min
print("rate 0.7 ", jumping.round(2))
# --8<-- [end:b_alone]


# --8<-- [start:overflow]
path, losses, warned = recorded(10, 400)
shown = (1, 100, 120, 400)
print("update       b loss")
for k in shown:
    at, loss = path[k], losses[k]
    print(f"{k:6} {at:7.0e} {loss:.0e}")
print(warned[0])
# --8<-- [end:overflow]
