"""Backpropagation: local derivatives multiplied along the graph."""

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train

error = b + w * x_train - y_train
b_grad = 2 * error.mean()
w_grad = 2 * (x_train * error).mean()

# --8<-- [start:forward]
product = w * x_train
yhat = b + product
error = yhat - y_train
squared = error**2
loss = squared.mean()

print(f"product {product[0, 0]:.4f}")
print(f"yhat {yhat[0, 0]:.4f}")
print(f"error {error[0, 0]:.4f}")
print(f"squared {squared[0, 0]:.4f}")
print(f"loss {loss:.4f}")
# --8<-- [end:forward]

# --8<-- [start:local]
d_mean = 1 / len(x_train)  # loss by squared
d_square = 2 * error  # squared by error
d_subtract = 1  # error by yhat
d_add = 1  # yhat by b, or by product
d_multiply = x_train  # product by w
print(f"mean {d_mean:.4f}")
print(f"square {d_square[0, 0]:.4f}")
print(f"multiply {d_multiply[0, 0]:.4f}")
# --8<-- [end:local]

# --8<-- [start:multiply]
back_to_yhat = d_mean * d_square * d_subtract
back_to_b = back_to_yhat * d_add
back_to_w = back_to_yhat * d_add * d_multiply
print(f"to b {back_to_b[0, 0]:.4f}")
print(f"to w {back_to_w[0, 0]:.4f}")
# --8<-- [end:multiply]

# --8<-- [start:add]
print(f"b {back_to_b.sum():.8f} {b_grad:.8f}")
print(f"w {back_to_w.sum():.8f} {w_grad:.8f}")
# --8<-- [end:add]

# --8<-- [start:no_sum]
lr = 0.1
print((b - lr * back_to_b).shape)
print((b - lr * back_to_b.sum()).shape)
# --8<-- [end:no_sum]

# --8<-- [start:figure]
import matplotlib.pyplot as plt


def box(column, row, name, array=None):
    text = name if array is None else f"{name} = {array.flat[0]:.4f}"
    frame = {"boxstyle": "round,pad=0.4", "facecolor": "w", "edgecolor": "gray"}
    plt.text(column, -row, text, ha="center", va="center", bbox=frame)


def arrow(start, end, **look):
    plt.annotate("", end, start, arrowprops={"arrowstyle": "->", "linewidth": 1.5} | look)


plt.figure(figsize=(4.5, 6.2))
back = {"linestyle": "--", "color": "C3"}
chain = (w, product, yhat, error, squared, loss)
for row, name in enumerate(("w", "product", "ŷ", "error", "squared", "loss")):
    box(0, row, name, chain[row])
for row, name, array in ((1, "x", x_train), (2, "b", b), (3, "y", y_train)):
    box(1, row, name, array)
box(1, 5, "79 more points")
for row in (1, 2, 3, 5):
    arrow((0.68, -row), (0.38, -row), color="k")

d_error = d_square[0, 0]
factors = (f"x = {x_train[0, 0]:.4f}", "1", "1", f"2 · error = {d_error:.4f}", "1/80")
for row, factor in enumerate(factors):
    arrow((-0.12, -row - 0.25), (-0.12, -row - 0.75), color="k")
    arrow((0.12, -row - 0.75), (0.12, -row - 0.25), **back)
    plt.text(0.2, -row - 0.5, f"× {factor}", va="center", color="C3")
arrow((0.38, -2.15), (0.68, -2.15), **back)
plt.text(0.53, -2.36, "× 1", ha="center", va="center", color="C3")
plt.text(0.35, 0, f"arrives: {back_to_w[0, 0]:.4f}", va="center", color="C3")
plt.text(1, -2.4, f"arrives: {back_to_b[0, 0]:.4f}", ha="center", va="center", color="C3")
plt.axis((-0.4, 1.4, -5.3, 0.3))
plt.axis("off")
plt.show()
# --8<-- [end:figure]
