"""The gradients by equation: what each point pulls, and secants that turn into the tangent."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train

yhat = b + w * x_train
error = yhat - y_train
b_grad = 2 * error.mean()
w_grad = 2 * (x_train * error).mean()

# --8<-- [start:pulls]
order = x_train[:, 0].argsort()
three = order[[0, 40, -1]]
xs = x_train[three, 0]
pull_b = 2 * error[three, 0]
pull_w = xs * pull_b
print("x    ", xs.round(2))
print("for b", pull_b.round(2))
print("for w", pull_w.round(2))
# --8<-- [end:pulls]

# --8<-- [start:three_points]
import matplotlib.pyplot as plt

fig, (left, right) = plt.subplots(1, 2, figsize=(5, 3.4), width_ratios=(3, 2))
left.plot(x_train, y_train, ".", color="gray", ms=4)
ends = np.array([0, 1.05])
left.plot(ends, b + w * ends, "C1", label="first line")
for place, marker in zip(three, "os^", strict=True):
    at, measured, predicted = (v[place, 0] for v in (x_train, y_train, yhat))
    left.annotate(
        "", (at, measured), (at, predicted), arrowprops={"arrowstyle": "->", "color": "C3", "lw": 2}
    )
    left.plot(at, measured, marker, color="C3", ms=8)
left.set(xlabel="x (feature)", ylabel="y (target)", ylim=(0, 3.2))
left.legend(loc="upper left", fontsize=10)
rows = np.arange(3)
right.plot(pull_b, rows + 0.12, "C0", ls="", marker="D", ms=7, label="for b")
right.plot(pull_w, rows - 0.12, "C2", ls="", marker="*", ms=11, label="for w")
right.hlines(rows + 0.12, 0, pull_b, "C0", lw=2)
right.hlines(rows - 0.12, 0, pull_w, "C2", lw=2, linestyles="--")
right.set(xlabel="part of the gradient", xlim=(-6, 0.3), ylim=(-0.5, 3.2))
right.set_yticks(rows, ["●", "■", "▲"])
right.legend(loc="upper left", fontsize=10)
plt.show()
# --8<-- [end:three_points]


# --8<-- [start:secants]
def mse(b, w):
    error = b + w * x_train - y_train
    return (error**2).mean()


loss = mse(b, w)
steps = (1, 0.1, 0.01, 0.001)
for h in steps:
    for_b = (mse(b + h, w) - loss) / h
    for_w = (mse(b, w + h) - loss) / h
    print(f"{h:<5} {for_b:.4f} {for_w:.4f}")
# --8<-- [end:secants]

# --8<-- [start:wrong_mean]
wrong = 2 * x_train.mean() * error.mean()
print(f"wrong {wrong:.4f}")
print(f"right {w_grad:.4f}")
# --8<-- [end:wrong_mean]

# --8<-- [start:figure]
plt.figure(figsize=(5, 3.5))
start = b[0]
bs = np.linspace(-0.6, 4, 61)
plt.plot(bs, [mse(value, w) for value in bs], color="k")
for h, style in ((2.4, ":"), (1.4, "-."), (0.6, "--")):
    slope = (mse(b + h, w) - loss) / h
    ends = np.array([-0.5, h + 0.3])
    plt.plot(start + ends, loss + slope * ends, style, color="C3", label=f"secant, h = {h}")
    plt.plot(start + h, mse(b + h, w), "s", color="C3")
ends = np.array([-0.8, 0.9])
plt.plot(start + ends, loss + b_grad * ends, color="C5", label="tangent")
plt.plot(start, loss, "o", color="C1")
plt.xlabel("b (bias)")
plt.ylabel("loss (MSE)")
plt.legend(loc="upper right")
plt.show()
# --8<-- [end:figure]
