"""What an optimiser holds and does: step moves its parameters, zero_grad clears their gradients."""

import numpy as np
import torch
from torch import optim

from chapter_1.pytorch_pipeline import device, x_train, x_train_tensor
from chapter_1.pytorch_pipeline import y_train, y_train_tensor


# --8<-- [start:start]
def first_parameters():
    torch.manual_seed(42)
    b = torch.randn(1).to(device).requires_grad_()
    w = torch.randn(1).to(device).requires_grad_()
    return b, w


def mse(b, w):
    error = b + w * x_train_tensor - y_train_tensor
    return (error**2).mean()


# --8<-- [end:start]

# --8<-- [start:figure]
import matplotlib.pyplot as plt


def bowl(panel, b_values, w_values):
    """Shades the loss over b and w, deepest where it is smallest."""
    B, W = np.meshgrid(b_values, w_values)
    yhat = B[..., None] + W[..., None] * x_train[:, 0]
    heights = ((yhat - y_train[:, 0]) ** 2).mean(axis=-1)
    levels = [0.03, 0.1, 0.3, 0.8, 1.6, 3, 6]
    shades = [("C0", alpha) for alpha in np.linspace(0.65, 0.05, len(levels))]
    panel.grid(False)
    panel.contourf(B, W, heights, [0, *levels], colors=shades)
    panel.contour(B, W, heights, levels, colors="gray", linewidths=0.5)
    panel.set(aspect="equal", xlabel="b", ylabel="w")


def arrow(panel, start, end, style):
    shape = {"arrowstyle": "-|>", "color": "C1", "lw": 1.5, "ls": style}
    panel.annotate("", end, start, arrowprops={**shape, "shrinkA": 0, "shrinkB": 0})


b, w = first_parameters()
optimizer = optim.SGD([b, w], lr=0.1)
points = [(b.item(), w.item())]
for step in range(3):
    mse(b, w).backward()
    optimizer.step()
    optimizer.zero_grad()
    points.append((b.item(), w.item()))

fig, panel = plt.subplots(figsize=(5, 4.2), layout="constrained")
bowl(panel, np.linspace(0, 2.1, 22), np.linspace(-0.1, 2.1, 23))
best_w, best_b = np.polyfit(x_train[:, 0], y_train[:, 0], 1)
panel.plot(best_b, best_w, "o", mfc="none", mec="k", ms=9)
(start_b, start_w), (end_b, end_w) = points[:2]
arrow(panel, (start_b, start_w), (end_b, start_w), "--")
arrow(panel, (end_b, start_w), (end_b, end_w), "--")
step_b, step_w = end_b - start_b, end_w - start_w
below = {"ha": "center", "va": "top"}
panel.text(start_b + step_b / 2, start_w - 0.04, f"b + {step_b:.2f}", **below)
panel.text(end_b + 0.04, start_w + step_w / 2, f"w + {step_w:.2f}", va="center")
for start, end in zip(points, points[1:], strict=False):
    arrow(panel, start, end, "-")
panel.plot(*zip(*points, strict=True), "ok", ms=4)
plt.show()
# --8<-- [end:figure]

# --8<-- [start:step]
b, w = first_parameters()
optimizer = optim.SGD([b, w], lr=0.1)

mse(b, w).backward()
print(f"b {b.item():.4f}, grad", b.grad)

optimizer.step()
print(f"b {b.item():.4f}, grad", b.grad)
# --8<-- [end:step]

moved_b, moved_w = b.item(), w.item()

# --8<-- [start:zero_grad]
optimizer.zero_grad()
print("grad", b.grad)
# --8<-- [end:zero_grad]

# --8<-- [start:forgotten]
b, w = first_parameters()
optimizer = optim.SGD([b, w], lr=0.1)
for epoch in range(7):
    loss = mse(b, w)
    loss.backward()
    optimizer.step()
    print(epoch, f"loss {loss.item():.4f}")
# --8<-- [end:forgotten]

swinging = loss.item()

# --8<-- [start:old_parameters]
b, w = first_parameters()  # new tensors
for epoch in range(3):
    loss = mse(b, w)
    loss.backward()
    optimizer.step()  # holds the old ones
    optimizer.zero_grad()
    print(f"loss {loss.item():.4f}")
    print("  grad", b.grad)
# --8<-- [end:old_parameters]

new_b, old_optimizer = b, optimizer


# --8<-- [start:train]
# The sum of the squared errors of the best line.
squares = np.polyfit(x_train[:, 0], y_train[:, 0], 1, full=True)[1][0]
smallest = squares / 80


def train(rule, lr=0.1, **settings):
    b, w = first_parameters()
    optimizer = rule([b, w], lr=lr, **settings)
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
    given = [f"{name}={value}" for name, value in settings.items()]
    print(f"{arrived:3} epochs: {rule.__name__} lr={lr}", *given)
    return np.array(path), losses, optimizer


# --8<-- [end:train]

# --8<-- [start:rules]
plain = train(optim.SGD)
faster = train(optim.SGD, lr=0.7)
rolling = train(optim.SGD, momentum=0.9)
adamw = train(optim.AdamW)
# --8<-- [end:rules]

# --8<-- [start:paths]
runs = {
    "SGD, rate 0.1": plain,
    "SGD, rate 0.7": faster,
    "momentum, rate 0.1": rolling,
    "AdamW, rate 0.1": adamw,
}
fig, panels = plt.subplots(2, 2, figsize=(5, 5.4), layout="constrained")
for panel, (name, (path, _, _)) in zip(panels.flat, runs.items(), strict=True):
    bowl(panel, np.linspace(-0.1, 2.7, 21), np.linspace(-0.1, 2.7, 21))
    panel.plot(*path[:40].T, "-k", lw=0.6)
    panel.plot(*path[:40].T, ".C1", ms=5)
    panel.plot(*plain[0][-1], "o", mfc="none", mec="k", ms=9)
    panel.set_title(name, fontsize=10)
plt.show()
# --8<-- [end:paths]

# --8<-- [start:tuned]
run = train(
    optim.SGD,
    lr=0.7,
    momentum=0.5,
)
# --8<-- [end:tuned]

# --8<-- [start:decay]
for name, (path, _, _) in {"SGD": plain, "AdamW": adamw}.items():
    end_b, end_w = path[-1]
    print(f"{name} ends at b {end_b:.4f}, w {end_w:.4f}")
# --8<-- [end:decay]

# --8<-- [start:inside]
for name, (_, _, optimizer) in runs.items():
    of_b = optimizer.param_groups[0]["params"][0]
    print(f"{name}: {list(optimizer.state[of_b])}")

b, w = first_parameters()
optimizer = optim.AdamW([b, w])
print("holds b itself:", optimizer.param_groups[0]["params"][0] is b)
print("lr:", optimizer.defaults["lr"])
print("weight_decay:", optimizer.defaults["weight_decay"])
# --8<-- [end:inside]
