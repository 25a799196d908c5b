"""The figure of the home page: a loss surface, and gradient descent on it."""

# --8<-- [start:figure]
import matplotlib.pyplot as plt
import numpy as np

np.random.seed(42)
x = np.random.rand(100, 1)
y = 1 + 2 * x + 0.1 * np.random.randn(100, 1)

b, w = -0.6, 0.4
path = [(b, w)]
for update in range(300):
    error = b + w * x - y
    b = b - 0.1 * 2 * error.mean()
    w = w - 0.1 * 2 * (x * error).mean()
    path.append((b, w))

B, W = np.meshgrid(np.linspace(-1, 2.4, 69), np.linspace(0, 2.8, 57))
losses = ((B + W * x[:, :, None] - y[:, :, None]) ** 2).mean(axis=0)

levels = [0, 0.05, 0.2, 0.5, 1, 2, 3.5, 5.5, 8, 11, 15, 20]
shades = [("C0", strength) for strength in np.linspace(0.5, 0.05, 11)]
plt.contourf(B, W, losses, levels, colors=shades)
path = np.array(path)
plt.plot(path[:, 0], path[:, 1], "C1o-", linewidth=1.5, markersize=4)
plt.plot(path[-1, 0], path[-1, 1], "C2*", markersize=15)
plt.text(path[0, 0] - 0.2, path[0, 1] - 0.25, "start")
plt.text(path[-1, 0] + 0.12, path[-1, 1] + 0.05, "minimum")
plt.xlabel("b (bias)")
plt.ylabel("w (weight)")
plt.gca().set_aspect("equal")
plt.grid(False)
plt.show()
# --8<-- [end:figure]
