"""Why directions of different steepness slow gradient descent."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train

# --8<-- [start:curvatures]
mean, square = x_train.mean(), (x_train**2).mean()
H = np.array([[2, 2 * mean], [2 * mean, 2 * square]])
print(f"along b: {H[0, 0]:.3f}")
print(f"along w: {H[1, 1]:.3f}")
# --8<-- [end:curvatures]

# --8<-- [start:eigenvalues]
(flattest, steepest), directions = np.linalg.eigh(H)
print(f"flattest: {flattest:.3f}")
print(f"steepest: {steepest:.3f}")
print(f"condition number: {steepest / flattest:.1f}")
# --8<-- [end:eigenvalues]

# --8<-- [start:minimum]
best_w, best_b = np.polyfit(x_train[:, 0], y_train[:, 0], 1)
print(f"b = {best_b:.4f}, w = {best_w:.4f}")
# --8<-- [end:minimum]

# --8<-- [start:slow]
lr = 0.1
print(f"factor: flat {1 - lr * flattest:.3f}, steep {1 - lr * steepest:.3f}")

for update in range(101):
    if update in (0, 10, 100):
        apart = np.array([b[0] - best_b, w[0] - best_w])
        # how far along each of the two directions
        flat, steep = np.abs(directions.T @ apart)
        print(f"after {update:3}: flat {flat:.4f}, steep {steep:.4f}")
    error = b + w * x_train - y_train
    b = b - lr * 2 * error.mean()
    w = w - lr * 2 * (x_train * error).mean()
# --8<-- [end:slow]

# --8<-- [start:equal]
scaled_x = x_train / np.sqrt(square)
mean, square = scaled_x.mean(), (scaled_x**2).mean()
scaled_H = np.array([[2, 2 * mean], [2 * mean, 2 * square]])
low, high = np.linalg.eigvalsh(scaled_H)
print(f"along b: {scaled_H[0, 0]:.3f}")
print(f"along w: {scaled_H[1, 1]:.3f}")
print(f"condition number: {high / low:.1f}")
# --8<-- [end:equal]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

ways = {
    "steepest": (directions[:, 1], "gray", ":"),
    "along b": ((1, 0), "C4", "-"),
    "along w": ((0, 1), "C5", "--"),
    "flattest": (directions[:, 0], "gray", "-."),
}
distance = np.linspace(-2, 2, 61)
for name, ((to_b, to_w), color, style) in ways.items():
    bs, ws = best_b + to_b * distance, best_w + to_w * distance
    loss = ((bs + ws * x_train - y_train) ** 2).mean(axis=0)
    plt.plot(distance, loss, color=color, ls=style, label=name)
plt.xlabel("distance from the minimum")
plt.ylabel("loss (MSE)")
plt.legend(loc="upper center")
plt.show()
# --8<-- [end:figure]
