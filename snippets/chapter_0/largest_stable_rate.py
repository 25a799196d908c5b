"""The largest learning rate at which gradient descent on a bowl is stable."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train


# --8<-- [start:descend]
def descend(lr, updates):
    now_b, now_w = b, w
    path = [(b[0], w[0])]
    for _ in range(updates):
        error = now_b + now_w * x_train - y_train
        now_b = now_b - lr * 2 * error.mean()
        now_w = now_w - lr * 2 * (x_train * error).mean()
        path.append((now_b[0], now_w[0]))
    return np.array(path)


def mse(b, w):
    return ((b + w * x_train - y_train) ** 2).mean()


# --8<-- [end:descend]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

B, W = np.meshgrid(np.linspace(-1.9, 4.1, 41), np.linspace(-0.8, 3.6, 41))
errors = B + W * x_train[:, :, np.newaxis] - y_train[:, :, np.newaxis]
surface = (errors**2).mean(axis=0)
levels = [0.1, 0.6, 2, 5, 10, 20, 40]
shades = [("C0", alpha) for alpha in np.linspace(0.65, 0.05, 7)]
best_w, best_b = np.polyfit(x_train[:, 0], y_train[:, 0], 1)
fig, panels = plt.subplots(2, 1, figsize=(5, 7), sharex=True)
tries = {"10 % below the limit": 0.725, "5 % above the limit": 0.8458}
for panel, (title, lr) in zip(panels, tries.items(), strict=True):
    panel.contourf(B, W, surface, [0, *levels], colors=shades)
    panel.contour(B, W, surface, levels, colors="gray", linewidths=0.6)
    path = descend(lr, 6)
    panel.plot(*path.T, "o-C1", ms=5, lw=1.5)
    for update in range(1, 7):
        aside = (8, -4) if update % 2 else (-13, -4)
        if update == 5 and lr < 0.8:
            aside = (-3, 7)  # on the left of 3
        panel.annotate(update, path[update], aside, textcoords="offset points")
    panel.plot(*path[0], "sk", ms=7, label="start")
    panel.plot(best_b, best_w, "*C2", ms=12, label="minimum")
    panel.set(ylabel="w (weight)", title=title, aspect="equal", xlim=(-1.9, 4.1), ylim=(-0.8, 3.6))
panels[1].set_xlabel("b (bias)")
fig.legend(*panels[0].get_legend_handles_labels(), loc="outside upper center", ncols=2)
plt.show()
# --8<-- [end:figure]

# --8<-- [start:one_parameter]
mean = x_train.mean()
square = (x_train**2).mean()
along_b = 2
along_w = 2 * square
print(f"limit for b: {2 / along_b:.2f}")
print(f"limit for w: {2 / along_w:.2f}")
# --8<-- [end:one_parameter]

# --8<-- [start:limit]
mix = 2 * mean
H = np.array([[2, mix], [mix, along_w]])
smallest, largest = np.linalg.eigvalsh(H)
limit = 2 / largest
print(f"smallest curvature {smallest:.3f}")
print(f"largest curvature  {largest:.3f}")
print(f"limit for both: {limit:.4f}")
# --8<-- [end:limit]

# --8<-- [start:measured]
# the direction of the largest eigenvalue
sharpest = np.abs(np.linalg.eigh(H)[1][:, 1])


def gradients(b, w):
    error = b + w * x_train - y_train
    return np.array([2 * error.mean(), 2 * (x_train * error).mean()])


start = np.array([b[0], w[0]])
growth = gradients(*(start + sharpest)) - gradients(*start)
print("one unit along it: b and w", sharpest.round(3))
print("growth of their gradients:", growth.round(3))
print("growth per unit of each:  ", (growth / sharpest).round(3))
# --8<-- [end:measured]

# --8<-- [start:test_limit]
updates = (0, 50, 200)
for part in (0.99, 1.01):
    path = descend(part * limit, 200)
    print(f"{part} of the limit")
    for k in updates:
        loss = mse(*path[k])
        print(f"after {k:3}: {loss:.3f}")
# --8<-- [end:test_limit]

# --8<-- [start:both]
factor = 1 - 0.9 * along_b
b_min = (y_train - w * x_train).mean()
d = b[0] - b_min
last = d * factor**20
print(f"b alone: d {d:.3f} to {last:.3f}")
path = descend(0.9, 20)
old, new = mse(b, w), mse(*path[-1])
print(f"both: loss {old:.1f} to {new:.1f}")
# --8<-- [end:both]
