"""The paths of batch, mini-batch and stochastic gradient descent from one start."""

import numpy as np

from chapter_0.pipeline import x_train, y_train


# --8<-- [start:descend]
def descend(batch_size, n_epochs, lr=0.1):
    np.random.seed(42)
    b, w = np.random.randn(2)
    path = [(b, w)]
    for epoch in range(n_epochs):
        order = np.random.permutation(80)
        for start in range(0, 80, batch_size):
            batch = order[start : start + batch_size]
            x_batch, y_batch = x_train[batch], y_train[batch]
            error = b + w * x_batch - y_batch
            b = b - lr * 2 * error.mean()
            w = w - lr * 2 * (x_batch * error).mean()
            path.append((b, w))
    return np.array(path)


def mse(b, w):
    return ((b + w * x_train - y_train) ** 2).mean(axis=0)


sizes = (80, 16, 1)
paths = {size: descend(size, n_epochs=100) for size in sizes}

# the minimum, by least squares
best_w, best_b = np.polyfit(x_train[:, 0], y_train[:, 0], 1)
best = np.array([best_b, best_w])
# --8<-- [end:descend]

# --8<-- [start:figure]
import matplotlib.pyplot as plt


def draw_surface(panel, levels, b_ends, w_ends):
    B, W = np.meshgrid(np.linspace(*b_ends, 27), np.linspace(*w_ends, 27))
    L = mse(B.ravel(), W.ravel()).reshape(B.shape)
    shades = [("C0", a) for a in np.linspace(0.65, 0.05, len(levels))]
    panel.contourf(B, W, L, [0, *levels], colors=shades)
    panel.contour(B, W, L, levels, colors="gray", linewidths=0.5)
    panel.set(xlim=b_ends, ylim=w_ends, aspect="equal")


fig, panels = plt.subplots(2, 2, figsize=(5, 7), layout="constrained")
levels = [0.03, 0.1, 0.3, 0.8, 1.6, 2.6, 4, 6]
styles = {80: "o-C1", 16: "-k", 1: "-C3"}
names = {80: "all 80 points", 16: "16 points", 1: "1 point"}
for panel, size in zip(panels.flat, sizes, strict=False):
    draw_surface(panel, levels, (0.2, 2), (-0.3, 2.3))
    updates = 10 * 80 // size
    path = paths[size][: updates + 1]
    panel.plot(*path.T, styles[size], markersize=3, linewidth=1.2)
    panel.plot(best_b, best_w, "*", color="w", markeredgecolor="k", markersize=12)
    panel.set_title(f"{names[size]},\n{updates} updates", fontsize=10)

zoom = panels[1, 1]
levels = [0.0085, 0.009, 0.01, 0.012, 0.016, 0.024]
draw_surface(zoom, levels, (0.92, 1.12), (1.84, 2.13))
zoom.plot(*paths[1][-800::8].T, ".C3", markersize=2, label="1 point")
zoom.plot(*paths[16][-50:].T, "sk", markersize=3, label="16 points")
zoom.plot(best_b, best_w, "*", color="w", markeredgecolor="k", markersize=12)
zoom.set_title("last 10 of 100 epochs,\nenlarged", fontsize=10)
zoom.legend(loc="upper right", handletextpad=0.1, markerscale=2, fontsize=9)
for panel in panels[:, 0]:
    panel.set_ylabel("w")
for panel in panels[1]:
    panel.set_xlabel("b")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:ends]
print("batch   10th  100th epoch")
for m, path in paths.items():
    off = path[1:] - best
    distance = np.linalg.norm(off, axis=1)
    # a row per epoch, a column per update
    rows = distance.reshape(100, 80 // m)
    mean = rows.mean(axis=1)
    tenth, last = mean[9], mean[99]
    print(f"{m:5}  {tenth:.3f}  {last:.3f}")
# --8<-- [end:ends]


# --8<-- [start:per_point]
def gradient_per_point(b, w):
    error = b + w * x_train - y_train
    columns = error, x_train * error
    return 2 * np.hstack(columns)


def noise(g_i, m):
    """The typical distance of 20 000 batches from g, as the root of the mean square."""
    keys = np.random.rand(20_000, 80)
    batches = keys.argsort(axis=1)[:, :m]
    g_batch = g_i[batches].mean(axis=1)
    off = g_batch - g_i.mean(axis=0)
    squares = (off**2).sum(axis=1)
    return squares.mean() ** 0.5


np.random.seed(42)
start = paths[80][0]
# --8<-- [end:per_point]

# --8<-- [start:noise]
places = {
    "start": start,
    "minimum": best,
}
for name, (b, w) in places.items():
    g_i = gradient_per_point(b, w)
    g = g_i.mean(axis=0)
    length = np.linalg.norm(g)
    print(f"{name}: gradient {length:.2f}")
    for m in (1, 16):
        off = noise(g_i, m)
        print(f"  noise of {m}: {off:.2f}")
# --8<-- [end:noise]

# --8<-- [start:uphill]
print("batch  early  late")
for m, path in paths.items():
    losses = mse(path[:, 0], path[:, 1])
    uphill = np.diff(losses) > 0
    rows = uphill.reshape(100, 80 // m)
    early = rows[:10].mean()
    late = rows[50:].mean()
    print(f"{m:5} {early:6.0%} {late:5.0%}")
# --8<-- [end:uphill]
