"""Backpropagation: local derivatives multiplied backwards through two weights."""

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train

# --8<-- [start:figure]
import matplotlib.pyplot as plt


def signed(array):
    """The value of the first point, with a minus sign as in print."""
    return f"{array.flat[0]:.4f}".replace("-", "−")


def box(column, row, name, array=None):
    text = name if array is None else f"{name} = {signed(array)}"
    frame = {"boxstyle": "round,pad=0.35", "facecolor": "w", "edgecolor": "gray"}
    plt.text(column, -row, text, ha="center", va="center", bbox=frame, fontsize=10.5)


def arrow(start, end, **look):
    plt.annotate("", end, start, arrowprops={"arrowstyle": "->", "linewidth": 1.5} | look)


def note(column, row, text, side="left"):
    plt.text(column, -row, text, ha=side, va="center", color="C3", fontsize=10.5)


v = 3.0
hidden = w * x_train
yhat = b + v * hidden
error = yhat - y_train
squared = error**2
loss = squared.mean()

plt.figure(figsize=(4.4, 6))
back = {"linestyle": "--", "color": "C3"}
chain = (w, hidden, yhat, error, squared, loss)
for row, name in enumerate(("w", "hidden", "ŷ", "error", "squared", "loss")):
    box(0, row, name, chain[row])
box(1.15, 1, "x", x_train)
box(-1.1, 2, f"v = {v}")
box(1.15, 2, "b", b)
box(1.15, 3, "y", y_train)
box(1.15, 5, "79 more\npoints")
for row, start, end in ((1, 0.82, 0.55), (2, 0.82, 0.36), (3, 0.82, 0.49), (5, 0.89, 0.43)):
    arrow((start, -row), (end, -row), color="k")
arrow((-0.86, -2), (-0.36, -2), color="k")

x_1, hidden_1, error_1 = x_train[0, 0], hidden[0, 0], error[0, 0]
factors = (f"x ({signed(x_train)})", f"v ({v})", "1", f"2 · error ({signed(2 * error)})", "1/80")
for row, factor in enumerate(factors):
    arrow((-0.12, -row - 0.25), (-0.12, -row - 0.75), color="k")
    arrow((0.12, -row - 0.75), (0.12, -row - 0.25), **back)
    note(0.2, row + 0.5, f"× {factor}")
arrow((-0.38, -2.15), (-0.84, -2.15), **back)
arrow((0.38, -2.15), (0.8, -2.15), **back)
note(0.58, 2.36, "× 1", "center")
note(-0.64, 2.42, f"× hidden\n({signed(hidden)})", "center")
first_b = 1 / 80 * 2 * error_1
first_v = first_b * hidden_1
first_w = first_b * v * x_1
note(0.46, 0, f"arrives: {signed(first_w)}")
note(1.15, 2.4, f"arrives:\n{signed(first_b)}", "center")
note(-1.1, 1.57, f"arrives:\n{signed(first_v)}", "center")
plt.axis((-1.45, 1.66, -5.3, 0.3))
plt.axis("off")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:forward]
v = 3.0
hidden = w * x_train
yhat = b + v * hidden
error = yhat - y_train
squared = error**2
loss = squared.mean()
print(f"loss {loss:.4f}")
# --8<-- [end:forward]

# --8<-- [start:backward]
to_squared = 1 / len(x_train)
to_error = to_squared * (2 * error)
to_yhat = to_error * 1
to_hidden = to_yhat * v

b_grad = (to_yhat * 1).sum()
v_grad = (to_yhat * hidden).sum()
w_grad = (to_hidden * x_train).sum()
print(f"b {b_grad:.4f}")
print(f"v {v_grad:.4f}")
print(f"w {w_grad:.4f}")
# --8<-- [end:backward]


# --8<-- [start:trial_steps]
def mse(b, v, w):
    yhat = b + v * (w * x_train)
    return ((yhat - y_train) ** 2).mean()


h = 1e-6
for_b = (mse(b + h, v, w) - loss) / h
for_v = (mse(b, v + h, w) - loss) / h
for_w = (mse(b, v, w + h) - loss) / h
print(f"b {for_b:.4f}")
print(f"v {for_v:.4f}")
print(f"w {for_w:.4f}")
# --8<-- [end:trial_steps]

# --8<-- [start:no_sum]
lr = 0.1
no_sum = to_yhat * 1
wrong_b = b - lr * no_sum
right_b = b - lr * b_grad
print(wrong_b.shape, right_b.shape)
# --8<-- [end:no_sum]
