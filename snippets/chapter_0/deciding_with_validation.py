"""Training loss falls, validation loss rises: when to stop, and which model."""

import numpy as np

from chapter_0.pipeline import true_b, true_w, x_train, x_val, y_train, y_val

# --8<-- [start:columns]
from numpy.polynomial.chebyshev import chebvander

x_few, y_few = x_train[:10], y_train[:10]


def polynomials(x, degree):
    # Of degree 1 to the given one: Chebyshev polynomials, with x from 0 to 1 stretched to -1 to 1
    return chebvander(2 * x[:, 0] - 1, degree)[:, 1:]


def columns(x, degree):
    few = polynomials(x_few, degree)
    mean, std = few.mean(axis=0), few.std(axis=0)
    return (polynomials(x, degree) - mean) / std


def losses(x, y, bs, ws):
    yhat = bs + columns(x, len(ws)) @ ws
    return ((yhat - y) ** 2).mean(axis=0)


def train(degree, lr=0.1, n_epochs=2000):
    z = columns(x_few, degree)
    # any start will do: this loss has one minimum
    b, w = 0, np.zeros((degree, 1))
    bs, ws = [], []
    for epoch in range(n_epochs + 1):
        bs.append(b)
        ws.append(w)
        error = b + z @ w - y_few
        b = b - lr * 2 * error.mean()
        w = w - lr * 2 * z.T @ error / 10
    return np.array(bs), np.hstack(ws)


# --8<-- [end:columns]

# --8<-- [start:overfit]
bs, ws = train(degree=9)
train_losses = losses(x_few, y_few, bs, ws)
val_losses = losses(x_val, y_val, bs, ws)
best = val_losses.argmin()
# --8<-- [end:overfit]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

grid = np.linspace(0, 1, 200)[:, None]
fig, (above, below) = plt.subplots(2, 1, figsize=(5, 6.4))

epochs = np.arange(1, 2001)
above.plot(epochs, val_losses[1:], "C3--", label="validation loss")
above.plot(epochs, train_losses[1:], "C0-", label="training loss")
above.axvline(best, color="k", lw=1, ls=":")
above.text(best * 0.85, 2e-5, f"stop here: {best}", ha="right")
above.set(xscale="log", yscale="log", xlabel="epochs", ylabel="loss (MSE)")
above.legend(loc="upper right")

for epoch, style in ((best, "k:"), (2000, "C1-")):
    curve = bs[epoch] + columns(grid, 9) @ ws[:, epoch]
    below.plot(grid, curve, style, label=f"after {epoch} epochs")
below.scatter(x_few, y_few, s=30, zorder=3, label="10 training points")
below.scatter(x_val, y_val, s=26, color="C3", marker="^", alpha=0.7, label="20 validation points")
below.set(xlabel="x", ylabel="y", ylim=(0.6, 3.6))
below.legend(loc="upper left")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:print]
for epoch in (0, best, 2000):
    t = train_losses[epoch]
    v = val_losses[epoch]
    print(f"epoch {epoch}:")
    print(f"  train {t:.5f}, val {v:.4f}")
# --8<-- [end:print]

# --8<-- [start:choose]
print("degree  lowest  epoch  at end")
for degree in (1, 3, 9):
    bs, ws = train(degree)
    v = losses(x_val, y_val, bs, ws)
    k = v.round(7).argmin()
    row = f"{degree:6}  {v[k]:.4f} {k:6}"
    print(row, f" {v[-1]:.4f}")
# --8<-- [end:choose]

# --8<-- [start:new_points]
rng = np.random.default_rng(0)
x_new = rng.random((20_000, 1))
noise = 0.1 * rng.normal(size=x_new.shape)
y_new = true_b + true_w * x_new + noise

print("degree  at best  at end")
for degree in (1, 3, 9):
    bs, ws = train(degree)
    v = losses(x_val, y_val, bs, ws)
    two = [v.round(7).argmin(), 2000]
    new_losses = losses(x_new, y_new, bs[two], ws[:, two])
    print(f"{degree:6}   {new_losses[0]:.4f}  {new_losses[1]:.4f}")
# --8<-- [end:new_points]

# --8<-- [start:by_training_loss]
print("degree  lowest training loss")
for degree in (1, 3, 9):
    bs, ws = train(degree)
    t = losses(x_few, y_few, bs, ws)
    print(f"{degree:6}  {t.min():.5f}")
# --8<-- [end:by_training_loss]
