"""What a feature ten times as wide does to the loss surface."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train

# --8<-- [start:wide]
wide_x, wide_w = 10 * x_train, w / 10
print(np.allclose(b + wide_w * wide_x, b + w * x_train))
# --8<-- [end:wide]


# --8<-- [start:curvatures]
def hessian(x):
    mean, square = x.mean(), (x**2).mean()
    return np.array([[2, 2 * mean], [2 * mean, 2 * square]])


for name, x in (("x", x_train), ("10x", wide_x)):
    H = hessian(x)
    low, high = np.linalg.eigvalsh(H)
    print(f"{name}: along b {H[0, 0]:.3f}, along w {H[1, 1]:.3f}")
    print(f"  flattest {low:.3f}, steepest {high:.3f}")
    print(f"  condition number {high / low:.1f}")
    print(f"  largest stable rate {2 / high:.4f}")
# --8<-- [end:curvatures]


# --8<-- [start:descend]
def descend(x, w, lr, updates):
    path, losses = [(b[0], w[0])], []
    for _ in range(updates):
        now_b, now_w = path[-1]
        error = now_b + now_w * x - y_train
        losses.append((error**2).mean())
        next_b = now_b - lr * 2 * error.mean()
        next_w = now_w - lr * 2 * (x * error).mean()
        path.append((next_b, next_w))
    return np.array(path), losses


# --8<-- [end:descend]


# --8<-- [start:diverges]
for name, x, start in (("x", x_train, w), ("10x", wide_x, wide_w)):
    path, losses = descend(x, start, lr=0.1, updates=4)
    print(f"{name}:", *[f"{loss:.1f}" for loss in losses])
# --8<-- [end:diverges]

# --8<-- [start:own_rate]
best_w, best_b = np.polyfit(x_train[:, 0], y_train[:, 0], 1)
lowest = ((best_b + best_w * x_train - y_train) ** 2).mean()

for name, x, start in (("x", x_train, w), ("10x", wide_x, wide_w)):
    half_limit = 1 / np.linalg.eigvalsh(hessian(x))[1]
    path, losses = descend(x, start, half_limit, updates=300)
    updates = sum(loss > lowest + 0.001 for loss in losses)
    print(f"{name}: rate {half_limit:.4f}, {updates} updates")
# --8<-- [end:own_rate]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

fig, (left, right) = plt.subplots(1, 2, figsize=(5, 2.9))
for panel, title, x, start, best in (
    (left, "x", x_train, w, best_w),
    (right, "10x", wide_x, wide_w, best_w / 10),
):
    bs = best_b + np.linspace(-2.5, 2.5, 101)
    ws = best + np.linspace(-2.5, 2.5, 101)
    B, W = np.meshgrid(bs, ws)
    error = B[..., None] + W[..., None] * x[:, 0] - y_train[:, 0]
    loss = (error**2).mean(axis=-1)
    levels = [0.2, 0.5, 1, 2, 4]
    panel.contour(B, W, loss, levels, colors="gray", linewidths=0.8)
    path, losses = descend(x, start, lr=0.1, updates=2)
    panel.plot(path[:, 0], path[:, 1], "o-C1", ms=4, lw=1.2)
    panel.plot(*path[0], "sk", ms=6)
    panel.plot(best_b, best, "*C2", ms=10)
    panel.set(xlim=bs[[0, -1]], ylim=ws[[0, -1]], aspect="equal")
    panel.set(xlabel="b (bias)", ylabel="w (weight)", title=title)
plt.show()
# --8<-- [end:figure]
