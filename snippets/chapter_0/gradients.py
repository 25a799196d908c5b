"""The gradients by equation: the part of each point, and secants that turn into the tangent."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train

yhat = b + w * x_train
error = yhat - y_train
b_grad = 2 * error.mean()
w_grad = 2 * (x_train * error).mean()

# --8<-- [start:moves]
import matplotlib.pyplot as plt

fig, panels = plt.subplots(1, 2, figsize=(5, 3.6), sharey=True)
marked = x_train[:, 0].argsort()[[0, 40, -1]]
ends = np.array([-0.05, 1.1])
first = b + w * ends
for panel, moved, title in (
    (panels[0], first + 1, "b + 1"),
    (panels[1], first + ends, "w + 1"),
):
    panel.plot(x_train, y_train, ".", color="gray", ms=3)
    panel.plot(ends, first, "C1")
    panel.plot(ends, moved, "C1--")
    for place, marker in zip(marked, "osD", strict=True):
        at, low = x_train[place, 0], yhat[place, 0]
        lift = np.interp(at, ends, moved) - low
        panel.plot(at, y_train[place, 0], marker, color="C3", ms=7)
        if lift > 0.1:
            look = {"arrowstyle": "-|>", "color": "C0", "lw": 2, "shrinkA": 0, "shrinkB": 0}
            panel.annotate("", (at, low + lift), (at, low), arrowprops=look)
        side = "right" if at > 0.9 else "left"
        gap = -0.06 if at > 0.9 else 0.06
        below = low - 0.28 if lift < 0.1 else low + 0.3 * lift
        panel.text(at + gap, below, f"{round(lift, 2):g}", ha=side, color="C0", va="center")
    panel.set(title=title, xlabel="x (feature)", ylim=(0, 3.2))
panels[0].set_ylabel("y (target)")
plt.show()
# --8<-- [end:moves]

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
