"""Autograd: gradients from backward(), where they add up, and updates that are not recorded."""

import torch

from chapter_1.pytorch_pipeline import device, x_train_tensor, y_train, y_train_tensor

# --8<-- [start:parameters]
torch.manual_seed(42)
b = torch.randn(1, requires_grad=True, dtype=torch.float, device=device)
w = torch.randn(1, requires_grad=True, dtype=torch.float, device=device)
print(b)
print(w)
# --8<-- [end:parameters]

# --8<-- [start:backward]
yhat = b + w * x_train_tensor
error = yhat - y_train_tensor
loss = (error**2).mean()
print("before:", b.grad, w.grad)

loss.backward()
print("after: ", b.grad, w.grad)
# --8<-- [end:backward]

# --8<-- [start:equations]
with torch.no_grad():
    b_grad = 2 * error.mean()
    w_grad = 2 * (x_train_tensor * error).mean()
print("equations:", b_grad, w_grad)
print(torch.allclose(b.grad, b_grad), torch.allclose(w.grad, w_grad))
# --8<-- [end:equations]

# --8<-- [start:mix]
try:
    error = yhat - y_train
except (RuntimeError, TypeError) as problem:
    print(f"{type(problem).__name__}: {problem}")
# --8<-- [end:mix]

# --8<-- [start:accumulation]
error = b + w * x_train_tensor - y_train_tensor
loss = (error**2).mean()
loss.backward()
print("twice:", b.grad, w.grad)

b.grad.zero_()
w.grad.zero_()
print("clear:", b.grad, w.grad)
# --8<-- [end:accumulation]

# --8<-- [start:grad_zero]
try:
    b.grad_zero()
except AttributeError as problem:
    print(f"AttributeError: {problem}")
# --8<-- [end:grad_zero]

# --8<-- [start:training]
lr = 0.1
n_epochs = 1000

for epoch in range(n_epochs):
    # Step 1: forward pass
    yhat = b + w * x_train_tensor

    # Step 2: errors and loss
    error = yhat - y_train_tensor
    loss = (error**2).mean()

    # Step 3: gradients
    loss.backward()

    # Step 4: update, and clear the gradients
    with torch.no_grad():
        b -= lr * b.grad
        w -= lr * w.grad
    b.grad.zero_()
    w.grad.zero_()

print(b)
print(w)
# --8<-- [end:training]

trained_b, trained_w = b.item(), w.item()

# --8<-- [start:recorded_update]
try:
    b -= lr * b.grad
except RuntimeError as problem:
    print(f"RuntimeError: {problem}")
# --8<-- [end:recorded_update]

# --8<-- [start:no_zeroing]
torch.manual_seed(42)
b = torch.randn(1, requires_grad=True, dtype=torch.float, device=device)
w = torch.randn(1, requires_grad=True, dtype=torch.float, device=device)

losses = []
for epoch in range(n_epochs):
    error = b + w * x_train_tensor - y_train_tensor
    loss = (error**2).mean()
    losses.append(loss.item())
    loss.backward()
    with torch.no_grad():
        b -= lr * b.grad
        w -= lr * w.grad

print(f"b {b.item():.2f}, w {w.item():.2f}")
last = losses[-100:]
print(f"last 100 losses: {min(last):.2f} to {max(last):.2f}")
# --8<-- [end:no_zeroing]

# --8<-- [start:figure]
import matplotlib.pyplot as plt


def gradients(zeroing):
    """What b.grad holds at each of the first 60 updates."""
    torch.manual_seed(42)
    b = torch.randn(1, requires_grad=True, device=device)
    w = torch.randn(1, requires_grad=True, device=device)
    for epoch in range(60):
        error = b + w * x_train_tensor - y_train_tensor
        (error**2).mean().backward()
        yield b.grad.item()
        with torch.no_grad():
            b -= lr * b.grad
            w -= lr * w.grad
        if zeroing:
            b.grad.zero_()
            w.grad.zero_()


plt.axhline(0, color="gray", lw=0.8)
plt.plot(list(gradients(True)), color="C1", label="cleared after each update")
plt.plot(list(gradients(False)), "--", color="C3", label="never cleared")
plt.ylim(-8, 13)
plt.xlabel("epoch")
plt.ylabel("b.grad")
plt.legend(loc="upper right")
plt.show()
# --8<-- [end:figure]
