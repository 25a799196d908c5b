"""What an optimiser holds and does: step moves its parameters, zero_grad clears their gradients."""

import numpy as np
import torch
from torch import optim

from chapter_1.pytorch_pipeline import device, x_train, x_train_tensor
from chapter_1.pytorch_pipeline import y_train, y_train_tensor


# --8<-- [start:start]
def first_parameters():
    torch.manual_seed(42)
    b = torch.randn(1, requires_grad=True, device=device)
    w = torch.randn(1, requires_grad=True, device=device)
    return b, w


def mse(b, w):
    error = b + w * x_train_tensor - y_train_tensor
    return (error**2).mean()


# --8<-- [end:start]

# --8<-- [start:step]
lr = 0.1
b, w = first_parameters()
optimizer = optim.SGD([b, w], lr=lr)
print(f"start   b {b.item():.4f}, w {w.item():.4f}")

loss = mse(b, w)
loss.backward()
hand_b = b.detach() - lr * b.grad
hand_w = w.detach() - lr * w.grad
optimizer.step()

print(f"by hand b {hand_b.item():.4f}, w {hand_w.item():.4f}")
print(f"step    b {b.item():.4f}, w {w.item():.4f}")
# --8<-- [end:step]

# --8<-- [start:zero_grad]
print("after step:     ", b.grad)
optimizer.zero_grad()
print("after zero_grad:", b.grad)
# --8<-- [end:zero_grad]

# --8<-- [start:inside]
group = optimizer.param_groups[0]
print("holds b itself:", group["params"][0] is b)

state = optimizer.state_dict()
print("keys:", list(state))
print("state:", state["state"])
print("lr:", state["param_groups"][0]["lr"])
print("params:", state["param_groups"][0]["params"])
# --8<-- [end:inside]


# --8<-- [start:loops]
def train_by_hand(n_epochs):
    b, w = first_parameters()
    path = [(b.item(), w.item())]
    for epoch in range(n_epochs):
        mse(b, w).backward()
        with torch.no_grad():
            b -= lr * b.grad
            w -= lr * w.grad
        b.grad.zero_()
        w.grad.zero_()
        path.append((b.item(), w.item()))
    return np.array(path)


def train(n_epochs):
    b, w = first_parameters()
    path = [(b.item(), w.item())]
    optimizer = optim.SGD([b, w], lr=lr)
    for epoch in range(n_epochs):
        mse(b, w).backward()
        optimizer.step()
        optimizer.zero_grad()
        path.append((b.item(), w.item()))
    return np.array(path)


# --8<-- [end:loops]

# --8<-- [start:compare]
hand_path, path = train_by_hand(1000), train(1000)
for name, (b, w) in (("by hand", hand_path[-1]), ("optimiser", path[-1])):
    print(f"{name:9} b {b:.4f}, w {w:.4f}")
print("less than 0.00001 apart:", np.abs(hand_path - path).max() < 1e-5)
# --8<-- [end:compare]

# --8<-- [start:figure]
import matplotlib.pyplot as plt


def draw_surface():
    B, W = np.meshgrid(np.linspace(-1.1, 2.95, 101), np.linspace(-0.5, 4.2, 101))
    yhat = B[..., None] + W[..., None] * x_train[:, 0]
    loss = ((yhat - y_train[:, 0]) ** 2).mean(axis=-1)
    levels = [0.03, 0.1, 0.3, 0.8, 1.6, 2.8]
    plt.figure(figsize=(5, 4))
    plt.contour(B, W, loss, levels, colors="gray", linewidths=0.8)
    plt.plot(*path[-1], "*C2", ms=13, label="minimum")
    plt.xlabel("b (bias)")
    plt.ylabel("w (weight)")


draw_surface()
epochs = [*range(8), *range(8, 1000, 40)]
plt.plot(*hand_path.T, "C5", lw=4, alpha=0.6, label="by hand")
plt.plot(*path[epochs].T, "oC1", ms=4, label="optimiser")
plt.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3)
plt.show()
# --8<-- [end:figure]

# --8<-- [start:forgotten]
b, w = first_parameters()
optimizer = optim.SGD([b, w], lr=lr)
wrong_path = []
for epoch in range(40):
    wrong_path.append((b.item(), w.item()))
    loss = mse(b, w)
    loss.backward()
    optimizer.step()
    if epoch % 3 == 0:
        print(f"epoch {epoch:2}: loss {loss.item():.4f}")
# --8<-- [end:forgotten]

# --8<-- [start:orbit]
draw_surface()
plt.plot(*np.transpose(wrong_path), ".-C3", lw=1, label="no zero_grad")
plt.plot(*wrong_path[0], "oC1", label="start")
plt.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3)
plt.show()
# --8<-- [end:orbit]

# --8<-- [start:old_parameters]
b, w = first_parameters()  # new tensors, the same optimizer
print("holds b:", optimizer.param_groups[0]["params"][0] is b)

for epoch in range(3):
    loss = mse(b, w)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    print(f"loss {loss.item():.4f}, b.grad {b.grad.item():.4f}")
# --8<-- [end:old_parameters]
