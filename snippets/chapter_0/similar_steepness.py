"""Why directions of different curvature slow gradient descent."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train

# --8<-- [start:hessian]
mean, square = x_train.mean(), (x_train**2).mean()
H = 2 * np.array([[1, mean], [mean, square]])
_, directions = np.linalg.eigh(H)
best_w, best_b = np.polyfit(x_train[:, 0], y_train[:, 0], 1)
print(f"minimum: b = {best_b:.4f}, w = {best_w:.4f}")
# --8<-- [end:hessian]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

path = [(b[0], w[0])]
now_b, now_w = b, w
for _ in range(100):
    error = now_b + now_w * x_train - y_train
    now_b = now_b - 0.1 * 2 * error.mean()
    now_w = now_w - 0.1 * 2 * (x_train * error).mean()
    path.append((now_b[0], now_w[0]))
path = np.array(path)

B, W = np.meshgrid(np.linspace(-0.4, 3, 41), np.linspace(-0.5, 3.3, 41))
errors = B + W * x_train[:, :, np.newaxis] - y_train[:, :, np.newaxis]
surface = (errors**2).mean(axis=0)
fig, ax = plt.subplots(figsize=(5, 5.4))
levels = [0.03, 0.1, 0.3, 0.8, 2, 4, 8, 16]
shades = [("C0", alpha) for alpha in np.linspace(0.65, 0.05, 8)]
ax.contourf(B, W, surface, [0, *levels], colors=shades)
ax.contour(B, W, surface, levels, colors="gray", linewidths=0.8)
along = np.array([[-4], [4]])
best = np.array([best_b, best_w])
ax.plot(*(best + along * directions[:, 1]).T, "C3--", lw=1.5, label="sharpest direction")
ax.plot(*(best + along * directions[:, 0]).T, "k:", lw=1.5, label="flattest direction")
ax.plot(*path.T, "-C1", lw=1.5, label="path")
ax.plot(*path[:10].T, ".C1", ms=7)
ax.plot(*path[20:100:10].T, "oC1", ms=4)
ax.plot(*path[0], "sk", ms=7, label="start")
for update in (10, 100):
    ax.plot(*path[update], "oC1", ms=8)
    ax.annotate(update, path[update], (8, -3), textcoords="offset points")
ax.plot(best_b, best_w, "*k", ms=12, label="minimum")
ax.set(xlabel="b (bias)", ylabel="w (weight)", aspect="equal", xlim=(-0.4, 3), ylim=(-0.5, 3.3))
fig.legend(loc="outside upper center", ncols=2)
plt.show()
# --8<-- [end:figure]

# --8<-- [start:eigenvalues]
curvatures = np.linalg.eigvalsh(H)
smallest, largest = curvatures
print(f"smallest: {smallest:.3f}")
print(f"largest:  {largest:.3f}")
ratio = largest / smallest
print(f"condition number: {ratio:.1f}")
# --8<-- [end:eigenvalues]


# --8<-- [start:estimate]
# for rates below the limit
def needed(lr):
    factors = np.abs(1 - lr * curvatures)
    k = np.log(0.01) / np.log(factors)
    return np.ceil(k).astype(int)


print("rate flat sharp")
for lr in (0.1, 0.4, 0.8):
    flat, sharp = needed(lr)
    print(f"{lr} {flat:5} {sharp:5}")
# --8<-- [end:estimate]

# --8<-- [start:best_rate]
best_lr = 2 / (smallest + largest)
print(f"best rate: {best_lr:.3f}")
print("updates:", needed(best_lr))
factors = 1 - best_lr * curvatures
print("factors:", factors.round(3))
# --8<-- [end:best_rate]

# --8<-- [start:slow]
for update in range(101):
    if update in (0, 10, 100):
        apart = [b[0] - best_b, w[0] - best_w]
        # how far along each of the two directions
        flat, sharp = np.abs(directions.T @ apart)
        print(f"after {update:3}: flat {flat:.4f}, sharp {sharp:.4f}")
    error = b + w * x_train - y_train
    b = b - 0.1 * 2 * error.mean()
    w = w - 0.1 * 2 * (x_train * error).mean()
# --8<-- [end:slow]

# --8<-- [start:equal]
scaled_x = x_train / np.sqrt(square)
mix = 2 * scaled_x.mean()
along_w = 2 * (scaled_x**2).mean()
print(f"along w: {along_w:.2f}")
scaled_H = [[2, mix], [mix, along_w]]
low, high = np.linalg.eigvalsh(scaled_H)
number = high / low
print(f"condition number: {number:.1f}")
# --8<-- [end:equal]
