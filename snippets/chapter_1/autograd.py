"""Autograd: gradients from backward(), where they add up, and updates that are not recorded."""

import torch

from chapter_1.pytorch_pipeline import device, x_train_tensor, y_train_tensor

# --8<-- [start:parameters]
import warnings

x, y = x_train_tensor, y_train_tensor
lr = 0.1

torch.manual_seed(42)
b = torch.randn(1).to(device).requires_grad_()
w = torch.randn(1).to(device).requires_grad_()
print(b)
print(w)


# For the last trap: print a warning's first sentence with the rest of the output.
def show(warning, *where):
    print("UserWarning:", str(warning).split(". ")[0])


warnings.showwarning = show
warnings.simplefilter("always", UserWarning)
# --8<-- [end:parameters]

# --8<-- [start:figure]
import matplotlib.pyplot as plt


def height(loss_of, b):
    return loss_of(b + w.detach() * x - y).mean()


values = torch.linspace(-1, 4, 101)
sides = torch.tensor([-1, 1])
above = 0.15, {"ha": "left", "va": "bottom"}
below = -0.15, {"ha": "right", "va": "top"}
for name, loss_of, style, (away, place) in (
    ("MSE", torch.square, "C0", above),
    ("MAE", torch.abs, "C2", below),
):
    dot = b.detach().clone().requires_grad_()
    loss = height(loss_of, dot)
    loss.backward()
    slope, top = dot.grad.item(), loss.item()
    curve = [height(loss_of, value).item() for value in values]
    plt.plot(values, curve, style, lw=5, alpha=0.35, label=name)
    plt.plot(dot.item() + sides, top + slope * sides, "k--", lw=1.2)
    plt.plot(dot.item(), top, "ok", ms=6)
    label = f"b.grad = {slope:.2f}"
    plt.text(dot.item() + away, top + away, label, **place)
plt.xlabel("b")
plt.ylabel("loss")
plt.legend()
plt.show()
# --8<-- [end:figure]

# --8<-- [start:backward]
error = b + w * x - y
loss = (error**2).mean()
print("before:", b.grad, w.grad)

loss.backward()
print("after: ", b.grad, w.grad)
# --8<-- [end:backward]

# --8<-- [start:equations]
with torch.no_grad():
    print("b:", 2 * error.mean())
    print("w:", 2 * (x * error).mean())
# --8<-- [end:equations]


# --8<-- [start:accumulation]
def mse():
    return ((b + w * x - y) ** 2).mean()


mse().backward()
print("again: ", b.grad, w.grad)
# --8<-- [end:accumulation]

# --8<-- [start:update]
b.grad.zero_()
w.grad.zero_()
mse().backward()
with torch.no_grad():
    b -= lr * b.grad
    w -= lr * w.grad

print("b:", b)
print("w:", w)
# --8<-- [end:update]

# --8<-- [start:training]
for epoch in range(1, 1000):
    b.grad.zero_()
    w.grad.zero_()
    mse().backward()
    with torch.no_grad():
        b -= lr * b.grad
        w -= lr * w.grad

print(f"after 1000 updates: b {b.item():.4f}, w {w.item():.4f}")
# --8<-- [end:training]

trained_b, trained_w, updates = b.item(), w.item(), epoch + 1

# --8<-- [start:no_grad_fn]
with torch.no_grad():
    loss = mse()

try:
    loss.backward()
except RuntimeError as problem:
    print(f"RuntimeError: {problem}")
# --8<-- [end:no_grad_fn]

# --8<-- [start:recorded_update]
try:
    b -= lr * b.grad
except RuntimeError as problem:
    print(f"RuntimeError: {problem}")
# --8<-- [end:recorded_update]

# --8<-- [start:no_leaf]
b = b - lr * b.grad
print("b:", b)

mse().backward()
print("grad:", b.grad)
# --8<-- [end:no_leaf]
