"""What the seed does to the first parameters, and where the first line lies."""

from chapter_0.pipeline import N, first_b as b, first_w as w, x, x_train, y_train
import numpy as np

# --8<-- [start:seeds]
for seed in [42, 42, 43]:
    np.random.seed(seed)
    start_b = np.random.randn(1)
    start_w = np.random.randn(1)
    print(seed, start_b, start_w)
# --8<-- [end:seeds]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

ends = np.array([0, 1])

for seed in [1, 2, 3, 4, 5]:
    np.random.seed(seed)
    start_b = np.random.randn(1)
    start_w = np.random.randn(1)
    label = "other seeds" if seed == 1 else None
    plt.plot(ends, start_b + start_w * ends, "--", color="gray", linewidth=1, label=label)

plt.scatter(x_train, y_train, s=14, alpha=0.6, label="data: y")
plt.plot(ends, b + w * ends, color="C1", label="first line: seed 42")
plt.xlabel("x")
plt.ylabel("y")
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:seeded_twice]
np.random.seed(42)
same_b = np.random.randn(1)
np.random.seed(42)
same_w = np.random.randn(1)
print(same_b, same_w)
# --8<-- [end:seeded_twice]

# --8<-- [start:from_the_data]
v = 2 * x[:2, 0] - 1
r = (v**2).sum()
bent = v * np.sqrt(-2 * np.log(r) / r)
print(bent)
# --8<-- [end:from_the_data]

# --8<-- [start:generator]
data_rng = np.random.default_rng(42)
new_x = data_rng.random((N, 1))
new_e = 0.1 * data_rng.normal(size=(N, 1))
new_idx = data_rng.permutation(N)

start_rng = np.random.default_rng(7)
new_b = start_rng.normal(size=1)
new_w = start_rng.normal(size=1)
print(new_b, new_w)
# --8<-- [end:generator]
