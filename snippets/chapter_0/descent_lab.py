"""The program of the descent lab: the lab fills in its settings and shows the same numbers."""

import numpy as np

from chapter_0.pipeline import x_train, y_train

# --8<-- [start:points]
for point in zip(x_train[:, 0].tolist(), y_train[:, 0].tolist(), strict=True):
    print(*point, sep=",")
# --8<-- [end:points]

# --8<-- [start:settings]
learning_rate = 0.1
batch_size = 16
feature = "x"
seed = 42
b, w = 0.4967141530112327, -0.13826430117118466
updates = 50
# --8<-- [end:settings]

# --8<-- [start:feature]
features = {
    "x": x_train,
    "x10": 10 * x_train,
    "standardised": (x_train - x_train.mean()) / x_train.std(),
}
x = features[feature]
# --8<-- [end:feature]

# --8<-- [start:limit]
mean, square = x.mean(), (x**2).mean()
H = np.array([[2, 2 * mean], [2 * mean, 2 * square]])
limit = 2 / np.linalg.eigvalsh(H)[1]
print(f"largest stable rate {limit:.4g}")
# --8<-- [end:limit]


# --8<-- [start:descend]
def mse(b, w):
    return ((b + w * x - y_train) ** 2).mean()


np.random.seed(seed)
np.random.randn(2)  # the recaps draw b and w here
path, losses, left = [(b, w)], [mse(b, w)], []
# A million times the first loss: it diverges
while len(path) <= updates and losses[-1] <= 1e6 * losses[0]:
    if len(left) == 0:
        left = np.random.permutation(len(x))
    batch, left = left[:batch_size], left[batch_size:]
    error = b + w * x[batch] - y_train[batch]
    b = b - learning_rate * 2 * error.mean()
    w = w - learning_rate * 2 * (x[batch] * error).mean()
    path.append((b, w))
    losses.append(mse(b, w))
# --8<-- [end:descend]

# --8<-- [start:report]
for k in sorted({*range(len(losses))[:4], len(losses) - 1}):
    b, w = path[k]
    print(f"{k}: b {b:.6g}, w {w:.6g}, loss {losses[k]:.6g}")
# --8<-- [end:report]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

B, W = np.meshgrid(np.linspace(0, 2.4, 81), np.linspace(-0.6, 3, 81))
errors = B[..., None] + W[..., None] * x[:, 0] - y_train[:, 0]
levels = [0.03, 0.1, 0.3, 0.8, 1.6, 2.6]
plt.figure(figsize=(5, 4))
plt.contour(B, W, (errors**2).mean(axis=-1), levels, colors="gray", linewidths=0.8)
plt.plot(*np.array(path).T, "o-C1", markersize=3.5, linewidth=1.2, label="path")
plt.plot(*path[0], "sk", markersize=7, label="start")
plt.xlabel("b (bias)")
plt.ylabel("w (weight)")
plt.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
plt.show()
# --8<-- [end:figure]
