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
b, w = first_parameters()
optimizer = optim.SGD([b, w], lr=0.1)

loss = mse(b, w)
loss.backward()
hand_b = b.item() - 0.1 * b.grad.item()
hand_w = w.item() - 0.1 * w.grad.item()
print(f"by hand {hand_b:.4f} {hand_w:.4f}")

optimizer.step()
new_b, new_w = b.item(), w.item()
print(f"step    {new_b:.4f} {new_w:.4f}")
# --8<-- [end:step]

# --8<-- [start:zero_grad]
print("after step:", b.grad)
optimizer.zero_grad()
print("after zero_grad:", b.grad)
# --8<-- [end:zero_grad]


# --8<-- [start:train]
# The sum of the squared errors of the best line.
squares = np.polyfit(x_train[:, 0], y_train[:, 0], 1, full=True)[1][0]
smallest = squares / 80


def train(rule, **settings):
    b, w = first_parameters()
    optimizer = rule([b, w], lr=0.1, **settings)
    path, losses = [], []
    for epoch in range(1000):
        loss = mse(b, w)
        path.append((b.item(), w.item()))
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()

    far = np.array(losses) > 1.01 * smallest
    arrived = far.nonzero()[0][-1] + 1
    print(f"{arrived:4} epochs", end=", ")
    print(f"ends at b {b.item():.4f}, w {w.item():.4f}")
    return np.array(path), losses, optimizer


# --8<-- [end:train]

# --8<-- [start:rules]
plain = train(optim.SGD)
rolling = train(optim.SGD, momentum=0.9)
adamw = train(optim.AdamW)
# --8<-- [end:rules]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

B, W = np.meshgrid(np.linspace(-0.1, 2.7, 101), np.linspace(-0.1, 2.7, 101))
yhat = B[..., None] + W[..., None] * x_train[:, 0]
heights = ((yhat - y_train[:, 0]) ** 2).mean(axis=-1)
levels = [0.03, 0.1, 0.3, 0.8, 1.6, 3, 6]
shades = [("C0", alpha) for alpha in np.linspace(0.65, 0.05, len(levels))]

runs = {"SGD": plain, "with momentum": rolling, "AdamW": adamw}
looks = {"SGD": "C1-", "with momentum": "C3--", "AdamW": "k:"}
fig, panels = plt.subplots(2, 2, figsize=(5, 5), layout="constrained")
for panel, (name, (path, losses, _)) in zip(panels.flat, runs.items(), strict=False):
    panel.grid(False)
    panel.contourf(B, W, heights, [0, *levels], colors=shades)
    panel.contour(B, W, heights, levels, colors="gray", linewidths=0.5)
    panel.plot(*path.T, looks[name][:2], lw=1)
    panel.plot(*path[:60].T, "." + looks[name][:2], ms=5)
    panel.plot(*plain[0][-1], "*C2", ms=11)
    panel.set(title=name, aspect="equal", xlabel="b", ylabel="w")
    panels[1, 1].plot(losses[:300], looks[name], label=name)
panels[1, 1].set(title="loss (MSE)", xlabel="epoch", yscale="log")
panels[1, 1].legend(fontsize=9)
plt.show()
# --8<-- [end:figure]

# --8<-- [start:inside]
for name, (_, _, optimizer) in runs.items():
    of_b = optimizer.param_groups[0]["params"][0]
    print(f"{name:13} keeps {list(optimizer.state[of_b])}")

b, w = first_parameters()
optimizer = optim.AdamW([b, w])
print("holds b itself:", optimizer.param_groups[0]["params"][0] is b)
print("lr:", optimizer.defaults["lr"])
print("weight_decay:", optimizer.defaults["weight_decay"])
# --8<-- [end:inside]

# --8<-- [start:forgotten]
b, w = first_parameters()
optimizer = optim.SGD([b, w], lr=0.1)
for epoch in range(13):
    loss = mse(b, w)
    loss.backward()
    optimizer.step()
    if epoch % 3 == 0:
        print(f"loss {loss.item():.4f}")
# --8<-- [end:forgotten]

# --8<-- [start:old_parameters]
b, w = first_parameters()  # new tensors
for epoch in range(3):
    loss = mse(b, w)
    loss.backward()
    optimizer.step()  # moves the old ones
    optimizer.zero_grad()
    print(f"loss {loss.item():.4f}", b.grad)
# --8<-- [end:old_parameters]
