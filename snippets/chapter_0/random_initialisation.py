"""What the seed does to the first parameters, and where the first line lies."""

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train
import numpy as np

# --8<-- [start:seeds]
for seed in [42, 42, 43]:
    np.random.seed(seed)
    start_b = np.random.randn(1)
    start_w = np.random.randn(1)
    print(f"{seed}: {start_b[0]:.4f} {start_w[0]:.4f}")
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
