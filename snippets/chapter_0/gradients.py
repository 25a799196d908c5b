"""The gradients by equation: the part of each point, and secants that turn into the tangent."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train

yhat = b + w * x_train
error = yhat - y_train
b_grad = 2 * error.mean()
w_grad = 2 * (x_train * error).mean()

# --8<-- [start:three]
order = x_train[:, 0].argsort()
three = order[[0, 40, -1]]
xs = x_train[three, 0]
errors = error[three, 0]
# --8<-- [end:three]

# --8<-- [start:parts]
part_b = 2 * errors
part_w = part_b * xs
print("x    ", xs.round(2))
print("for b", part_b.round(2))
print("for w", part_w.round(2))
# --8<-- [end:parts]

# --8<-- [start:three_points]
import matplotlib.pyplot as plt

plt.figure(figsize=(5, 3.4))
plt.plot(x_train, y_train, ".", color="gray", ms=4)
ends = np.array([0, 1.05])
plt.plot(ends, b + w * ends, "C1", label="first line")
for place, marker in zip(three, "os^", strict=True):
    at, measured, predicted = (v[place, 0] for v in (x_train, y_train, yhat))
    look = {"arrowstyle": "-|>", "color": "C3", "lw": 2, "shrinkA": 0, "mutation_scale": 14}
    plt.annotate("", (at, measured - 0.09), (at, predicted), arrowprops=look)
    plt.plot(at, measured, marker, color="C3", ms=8)
plt.xlabel("x (feature)")
plt.ylabel("y (target)")
plt.ylim(0, 3.2)
plt.legend(loc="upper left", fontsize=10)
plt.show()
# --8<-- [end:three_points]


# --8<-- [start:secants]
def mse(b, w):
    error = b + w * x_train - y_train
    return (error**2).mean()


loss = mse(b, w)
steps = (1, 0.1, 0.01, 0.001)
print("h     for b   for w")
for h in steps:
    for_b = (mse(b + h, w) - loss) / h
    for_w = (mse(b, w + h) - loss) / h
    print(f"{h:<5} {for_b:.4f} {for_w:.4f}")
# --8<-- [end:secants]

# --8<-- [start:wrong_mean]
x_mean = x_train.mean()
wrong = 2 * x_mean * error.mean()
print(f"wrong {wrong:.4f}")
print(f"right {w_grad:.4f}")
# --8<-- [end:wrong_mean]
