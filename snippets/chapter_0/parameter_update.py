"""What one update does: each parameter steps against its gradient."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train

error = b + w * x_train - y_train
b_grad = 2 * error.mean()
w_grad = 2 * (x_train * error).mean()

# --8<-- [start:figure]
import matplotlib.pyplot as plt


def loss_at(value):
    return ((value + w * x_train - y_train) ** 2).mean()


bs = np.linspace(-0.1, 3.7, 61)
curve = [loss_at(value) for value in bs]
plt.figure(figsize=(5, 3.6))
plt.plot(bs, curve, "gray")
for place, words_at, aside in ((b[0], (0.95, 2.9), "left"), (3, (3.12, 0.65), "left")):
    error = place + w * x_train - y_train
    height, slope = (error**2).mean(), 2 * error.mean()
    step = -0.1 * slope
    reach = np.array([-0.6, 0.6])
    plt.plot(place + reach, height + slope * reach, "C1--", lw=1.5)
    arrow = {"arrowstyle": "->", "color": "C0", "lw": 2.5, "shrinkA": 0, "shrinkB": 0}
    plt.annotate("", (place + step, height), (place, height), arrowprops=arrow)
    plt.plot(place, height, "ok", ms=5)
    new = place + step
    plt.plot([new, new], [height, loss_at(new)], "k:", lw=1.2)
    plt.plot(new, loss_at(new), "ok", ms=6, markerfacecolor="w", zorder=3)
    words = f"gradient {slope:.2f}\nstep {step:+.2f}".replace("-", "−")
    plt.text(*words_at, words, ha=aside, multialignment=aside)
plt.xlabel("b (bias)")
plt.ylabel("loss (MSE)")
plt.xlim(-0.2, 4.1)
plt.ylim(0, 5)
plt.show()
# --8<-- [end:figure]

# --8<-- [start:before]
old_b, old_w = b.copy(), w.copy()
print(f"b {b[0]:.4f} gradient {b_grad:.4f}")
print(f"w {w[0]:.4f} gradient {w_grad:.4f}")
# --8<-- [end:before]

lr = 0.1
b = b - lr * b_grad
w = w - lr * w_grad


# --8<-- [start:after]
def mse(b, w):
    error = b + w * x_train - y_train
    return (error**2).mean()


print(f"before:  {mse(old_b, old_w):.4f}")
print(f"only b:  {mse(b, old_w):.4f}")
print(f"only w:  {mse(old_b, w):.4f}")
print(f"both:    {mse(b, w):.4f}")
# --8<-- [end:after]

# --8<-- [start:plus]
wrong_b = old_b + lr * b_grad
wrong_w = old_w + lr * w_grad
print(f"loss {mse(wrong_b, wrong_w):.4f}")
# --8<-- [end:plus]

# --8<-- [start:steps]
steps = []
at_b, at_w = old_b, old_w
for _ in range(4):
    error = at_b + at_w * x_train - y_train
    step_b = -lr * 2 * error.mean()
    step_w = -lr * 2 * (x_train * error).mean()
    at_b, at_w = at_b + step_b, at_w + step_w
    steps.append(step_b)
print("steps of b:", np.round(steps, 2))

places = [old_b[0]]
at_b, at_w = old_b, old_w
for _ in range(20):
    error = at_b + at_w * x_train - y_train
    at_b = at_b - lr * 2 * error.mean()
    at_w = at_w - lr * 2 * (x_train * error).mean()
    places.append(at_b[0])
farthest = np.argmax(places)
print(f"b is largest after {farthest}: {places[farthest]:.2f}")
# --8<-- [end:steps]
