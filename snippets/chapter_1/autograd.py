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

# For the last trap: keep a warning, so that it can be printed.
catch = warnings.catch_warnings(record=True, action="always")
# --8<-- [end:parameters]

# --8<-- [start:figure]
import matplotlib.pyplot as plt


def squared(error):
    return (error**2).mean()


def log_cosh(error):
    return error.cosh().log().mean()


values = torch.linspace(-1, 4, 101)
step = torch.tensor([-1.2, 1.2])
rest = w.detach() * x - y
fig, panels = plt.subplots(2, 1, figsize=(5, 4.6), sharex=True)
for panel, size in zip(panels, (squared, log_cosh), strict=True):
    dot = b.detach().clone().requires_grad_()
    loss = size(dot + rest)
    loss.backward()
    slope, height = dot.grad.item(), loss.item()
    curve = [size(value + rest).item() for value in values]
    panel.plot(values, curve, "C0")
    panel.plot(dot.item() + step, height + slope * step, "C1--")
    panel.plot(dot.item(), height, "ok", ms=6)
    panel.annotate(f"dot.grad = {slope:.2f}", (dot.item() + 0.15, height))
    panel.set(ylabel=f"{size.__name__}(error)", ylim=(0, None))
panels[1].set_xlabel("b")
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
    print(2 * error.mean())
    print(2 * (x * error).mean())
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

print(b)
print(w)
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
print(b)

mse().backward()
with catch as seen:
    print("grad:", b.grad)
text = str(seen[0].message).split(". ")
print("UserWarning:", text[0])
# --8<-- [end:no_leaf]
