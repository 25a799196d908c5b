"""Standardising the feature makes the loss surface a round bowl."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, x_val, y_train, y_val

# --8<-- [start:scaler]
from sklearn.preprocessing import StandardScaler

scaler = StandardScaler()
scaler.fit(x_train)
z_train = scaler.transform(x_train)
z_val = scaler.transform(x_val)


def describe(name, values):
    # z: no minus sign before 0.0000
    mean, deviation = values.mean(), values.std()
    print(f"{name:10} mean {mean:z7.4f}, deviation {deviation:.4f}")


describe("x training", x_train)
describe("z training", z_train)
describe("x val", x_val)
describe("z val", z_val)
# --8<-- [end:scaler]

# --8<-- [start:curvatures]
mean, square = z_train.mean(), (z_train**2).mean()
H = np.array([[2, 2 * mean], [2 * mean, 2 * square]])
low, high = np.linalg.eigvalsh(H)
print(f"curvature from {low:.3f} to {high:.3f}")
print(f"condition number {high / low:.1f}")
print(f"largest stable rate {2 / high:.1f}")
# --8<-- [end:curvatures]

# --8<-- [start:one_step]
error = b + w * z_train - y_train
print(f"loss before {(error**2).mean():.4f}")

lr = 0.5
b = b - lr * 2 * error.mean()
w = w - lr * 2 * (z_train * error).mean()

error = b + w * z_train - y_train
b_grad, w_grad = 2 * error.mean(), 2 * (z_train * error).mean()
print(f"loss after  {(error**2).mean():.4f}")
print(f"gradients   {b_grad:z.4f}, {w_grad:z.4f}")
# --8<-- [end:one_step]

# --8<-- [start:back]
w_of_x = w[0] / scaler.scale_[0]
b_of_x = b[0] - w_of_x * scaler.mean_[0]
print(f"y = {b_of_x:.4f} + {w_of_x:.4f} x")
# --8<-- [end:back]

# --8<-- [start:refit]
wrong_z_val = StandardScaler().fit_transform(x_val)
describe("wrong z", wrong_z_val)

for name, z in (("right", z_val), ("wrong", wrong_z_val)):
    loss = ((b + w * z - y_val) ** 2).mean()
    print(f"{name}: x {x_val[0, 0]:.4f} -> z {z[0, 0]:.4f}, loss {loss:.4f}")
# --8<-- [end:refit]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

fig, panels = plt.subplots(1, 3, figsize=(5, 2.3), sharey=True)
features = {"x": x_train, "10x": 10 * x_train, "standardised": z_train}
steps = np.linspace(-2.5, 2.5, 101)
B, W = np.meshgrid(steps, steps)
for panel, title in zip(panels, features, strict=True):
    x, y = features[title][:, 0], y_train[:, 0]
    best_w, best_b = np.polyfit(x, y, 1)
    yhat = best_b + B[..., None] + (best_w + W[..., None]) * x
    loss = ((yhat - y) ** 2).mean(axis=-1)
    levels = [0.2, 0.5, 1, 2, 4]
    panel.contour(B, W, loss, levels, colors="gray", linewidths=0.8)
    panel.plot(0, 0, "*C2", ms=8)
    panel.set(title=title, aspect="equal")
    panel.set(xticks=[-2, 0, 2], yticks=[-2, 0, 2])
panels[0].set_ylabel("w from its best")
panels[1].set_xlabel("b from its best")
plt.show()
# --8<-- [end:figure]
