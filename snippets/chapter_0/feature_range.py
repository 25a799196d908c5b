"""What large values of a feature do to the loss surface."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train

# --8<-- [start:descend]
best_w, best_b = np.polyfit(x_train[:, 0], y_train[:, 0], 1)
lowest = ((best_b + best_w * x_train - y_train) ** 2).mean()


def descend(k, lr, updates, b=b, w=w):
    # for the feature k x, always from the same line
    x, w = k * x_train, w / k
    path, losses = [(b[0], w[0])], []
    for _ in range(updates):
        error = b + w * x - y_train
        losses.append((error**2).mean())
        b = b - lr * 2 * error.mean()
        w = w - lr * 2 * (x * error).mean()
        path.append((b[0], w[0]))
    return np.array(path), np.array(losses)


head = "feature  along w  condition  largest rate"


def show(name, along_w, condition, rate):
    print(f"{name:7}{along_w:9.3f}{condition:11,.0f}{rate:14.4f}")


# --8<-- [end:descend]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

fig, (left, right) = plt.subplots(1, 2, figsize=(5, 2.9), layout="constrained")
for panel, k, updates in ((left, 1, 8), (right, 10, 2)):
    bs = best_b + np.linspace(-2.5, 2.5, 51)
    ws = best_w / k + np.linspace(-2.5, 2.5, 51)
    B, W = np.meshgrid(bs, ws)
    error = B[..., None] + W[..., None] * k * x_train[:, 0] - y_train[:, 0]
    loss = (error**2).mean(axis=-1)
    levels = [0.2, 0.5, 1, 2, 4, 8]
    shades = [("C0", a) for a in np.linspace(0.65, 0.05, len(levels))]
    panel.contourf(B, W, loss, [0, *levels], colors=shades)
    panel.contour(B, W, loss, levels, colors="gray", linewidths=0.5)
    path, _ = descend(k, lr=0.1, updates=updates)
    panel.plot(*path.T, "o-C1", ms=4, lw=1.2)
    panel.plot(*path[0], "sk", ms=6)
    panel.plot(best_b, best_w / k, "*", color="w", markeredgecolor="k", ms=11)
    panel.set(xlim=bs[[0, -1]], ylim=ws[[0, -1]], aspect="equal")
    panel.set(xlabel="b (bias)", title="x" if k == 1 else "10x")
left.set_ylabel("w (weight)")
plt.show()
# --8<-- [end:figure]


# --8<-- [start:table]
def hessian(x):
    mean, square = x.mean(), (x**2).mean()
    rows = [1, mean], [mean, square]
    return 2 * np.array(rows)


features = {
    "x": x_train,
    "2x": 2 * x_train,
    "10x": 10 * x_train,
    "x/10": x_train / 10,
}
print(head)
for name, values in features.items():
    H = hessian(values)
    low, high = np.linalg.eigvalsh(H)
    row = H[1, 1], high / low, 2 / high
    show(name, *row)
# --8<-- [end:table]

# --8<-- [start:diverges]
for k in (1, 10):
    path, losses = descend(k, 0.1, 4)
    print(f"{k} x:", *losses.round(1))
# --8<-- [end:diverges]

# --8<-- [start:own_rate]
for k in (1, 2, 10, 0.1):
    H = hessian(k * x_train)
    limit = 2 / np.linalg.eigvalsh(H)[1]
    lr = limit / 2
    path, losses = descend(k, lr, 4000)
    far = losses > lowest + 0.001
    print(f"{k} x: {far.sum()} updates")
# --8<-- [end:own_rate]
