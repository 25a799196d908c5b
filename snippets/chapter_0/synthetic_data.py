"""What the synthetic data look like, and what noise that is all positive does to them."""

from chapter_0.pipeline import N, e, true_b, true_w, x, y
import numpy as np

# --8<-- [start:look]
print(x.shape, y.shape)
print(f"x: {x.min():.2f} to {x.max():.2f}")
print(f"mean of e: {e.mean():.4f}")
print(f"std of e: {e.std():.4f}")
# --8<-- [end:look]

# --8<-- [start:other_seeds]
for seed in (42, 1, 2, 3, 4):
    np.random.seed(seed)
    new_x = np.random.rand(N)
    new_e = 0.1 * np.random.randn(N)
    new_y = true_b + true_w * new_x + new_e
    # degree 1: a line; w comes first
    w, b = np.polyfit(new_x, new_y, 1)
    print(f"{seed}: b {b:.2f}, w {w:.2f}")
# --8<-- [end:other_seeds]

# --8<-- [start:typical_miss]
rng = np.random.default_rng(0)
for n in (100, 400):
    lines = []
    for _ in range(1000):
        many_x = rng.random(n)
        many_e = 0.1 * rng.normal(size=n)
        many_y = true_b + true_w * many_x + many_e
        lines.append(np.polyfit(many_x, many_y, 1))
    w_miss, b_miss = np.std(lines, axis=0)
    print(f"{n}: b {b_miss:.3f}, w {w_miss:.3f}")
# --8<-- [end:typical_miss]

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

# --8<-- [start:even_noise]
# seed 42 would repeat the draws of x
np.random.seed(1)
wrong_e = 0.1 * np.random.rand(N, 1)
wrong_y = true_b + true_w * x + wrong_e
print(f"mean: {wrong_e.mean():.2f}")
print(f"std: {wrong_e.std():.2f}")

# the best line, for flat arrays
flat_x, flat_y = x[:, 0], wrong_y[:, 0]
w, b = np.polyfit(flat_x, flat_y, 1)
print(f"best b {b:.2f}, best w {w:.2f}")
# --8<-- [end:even_noise]
