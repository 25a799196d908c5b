"""Training loss falls, validation loss rises: when to stop, which model, and why a test set."""

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


# --8<-- [end:columns]


# --8<-- [start:train]
def train(degree, lr=0.1, n_epochs=2000):
    z = columns(x_few, degree)
    b, w = 0, np.zeros((degree, 1))
    bs, ws = [], []
    for epoch in range(n_epochs + 1):
        bs.append(b)
        ws.append(w)
        error = b + z @ w - y_few
        b = b - lr * 2 * error.mean()
        w = w - lr * 2 * z.T @ error / 10
    return np.array(bs), np.hstack(ws)


# --8<-- [end:train]

# --8<-- [start:overfit]
bs, ws = train(degree=9)
train_losses = losses(x_few, y_few, bs, ws)
val_losses = losses(x_val, y_val, bs, ws)
best = val_losses.argmin()

for epoch in (0, best, 2000):
    t = train_losses[epoch]
    v = val_losses[epoch]
    print(f"epoch {epoch}:")
    print(f"  train {t:.5f}, val {v:.4f}")
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

# --8<-- [start:by_training_loss]
stop = train_losses.argmin()
print(stop, f"{val_losses[stop]:.4f}")
# --8<-- [end:by_training_loss]

# --8<-- [start:choose]
for degree in (1, 3, 9):
    for lr in (0.1, 0.01):
        bs, ws = train(degree, lr)
        v = losses(x_val, y_val, bs, ws)
        k = v.argmin()
        print(degree, lr, k, f"{v[k]:.5f}")
# --8<-- [end:choose]

# --8<-- [start:test]
rng = np.random.default_rng(0)
x_test = rng.random((1000, 1))
noise = 0.1 * rng.normal(size=(1000, 1))
y_test = true_b + true_w * x_test + noise

bs, ws = train(degree=1, lr=0.01)
test = losses(x_test, y_test, bs, ws)
print(f"test {test[193]:.4f}")
# --8<-- [end:test]

# --8<-- [start:repeat]
rng = np.random.default_rng(0)
draws = np.arange(400)


def draw(n):
    x = rng.random((400, n, 1))
    return x, true_b + true_w * x + 0.1 * rng.standard_normal(x.shape)


few, val, new = draw(10), draw(20), draw(20)
chosen = []
for degree in (1, 3, 9):
    curves = [chebvander(2 * x[..., 0] - 1, degree)[..., 1:] for x, y in (few, val, new)]
    mean, std = (f(curves[0], axis=1, keepdims=True) for f in (np.mean, np.std))
    z, z_val, z_new = [(each - mean) / std for each in curves]
    b, w = np.zeros((400, 1, 1)), np.zeros((400, degree, 1))
    history = []
    for epoch in range(500):
        if epoch % 10 == 0:
            pairs = (z_val, val), (z_new, new)
            history.append([((b + x @ w - y) ** 2).mean(axis=(1, 2)) for x, (_, y) in pairs])
        error = b + z @ w - few[1]
        b = b - 0.1 * 2 * error.mean(axis=1, keepdims=True)
        w = w - 0.1 * 2 * z.mT @ error / 10
    history = np.array(history)
    lowest = history[:, 0].argmin(axis=0)
    chosen.append(history[lowest, :, draws])

chosen = np.array(chosen)
degrees = chosen[:, :, 0].argmin(axis=0)
val_loss, new_loss = chosen[degrees, draws].T
print(f"means: validation {val_loss.mean():.4f}, new points {new_loss.mean():.4f}")
print("new points worse:", (new_loss > val_loss).sum(), "of 400")
print("degrees 1, 3, 9 chosen:", np.bincount(degrees))
# --8<-- [end:repeat]
