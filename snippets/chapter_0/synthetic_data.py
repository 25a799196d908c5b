"""What the synthetic data look like, and how far the noise moves a point."""

from chapter_0.pipeline import N, e, true_b, true_w, x, y
import numpy as np

# --8<-- [start:look]
print(x.shape, y.shape)
print(f"x: {x.min():.2f} to {x.max():.2f}")
print(f"mean of e: {e.mean():.4f}")
print(f"std of e: {e.std():.4f}")
# --8<-- [end:look]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

ends = np.array([0, 1])

plt.scatter(x, y, s=14, alpha=0.6, label="data: y")
plt.plot(ends, true_b + true_w * ends, color="C2", label="truth: 1 + 2 x")
plt.xlabel("x")
plt.ylabel("y")
plt.legend()
plt.show()
# --8<-- [end:figure]

# --8<-- [start:flat_noise]
flat_e = 0.1 * np.random.randn(N)
wrong_y = true_b + true_w * x + flat_e
print(flat_e.shape, wrong_y.shape)
# --8<-- [end:flat_noise]
