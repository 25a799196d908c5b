"""The boundary of a logistic regression is the line on which the logit is zero."""

import numpy as np
import torch
from torch import nn, optim

from chapter_3.pipeline import (
    device,
    model,
    predict_proba,
    prepare,
    x_train,
    x_train_tensor,
    x_val,
    y_train,
    y_train_tensor,
    y_val,
)

# --8<-- [start:boundary]
import math

b = model[0].bias.item()
w1, w2 = model[0].weight[0].tolist()


def boundary(x1, t=0.5):
    z = math.log(t / (1 - t))
    return (z - b - w1 * x1) / w2


slope = boundary(1) - boundary(0)
print(f"intercept {boundary(0):.4f}")
print(f"slope     {slope:.4f}")
# --8<-- [end:boundary]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

fig, axes = plt.subplots(figsize=(5, 4.65), layout="constrained")
for label, color, marker in ((0, "C0", "o"), (1, "C1", "^")):
    cloud = x_train[y_train[:, 0] == label]
    axes.scatter(*cloud.T, s=14, color=color, marker=marker, alpha=0.5, linewidths=0)

ends = np.array([-3.0, 5.0])
for threshold, width in ((0.1, 1.2), (0.5, 2.5), (0.9, 1.2)):
    axes.plot(ends, boundary(ends, threshold), "k", lw=width)
    at = (-2.6 - boundary(0, threshold)) / slope
    look = {"facecolor": "w", "edgecolor": "k", "boxstyle": "round,pad=0.2"}
    axes.text(at, -2.6, f"{threshold}", ha="center", va="center", bbox=look)
axes.plot(ends, 2.5 - 2 * ends, "k--", lw=1.2)
axes.set(xlabel="$x_1$", ylabel="$x_2$", xlim=(-3, 5), ylim=(-3.2, 4.2), aspect="equal")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:on_the_line]
x1 = np.array([-1.0, 0.5, 2.0])
for threshold in (0.5, 0.9):
    x2 = boundary(x1, threshold)
    points = np.column_stack([x1, x2])
    print(predict_proba(model, points).T)
# --8<-- [end:on_the_line]

# --8<-- [start:apart]
z = math.log(0.9 / 0.1)  # ln 9
apart = 2 * z / math.hypot(w1, w2)
print(f"ln 9 {z:.4f}, apart {apart:.4f}")
# --8<-- [end:apart]

# --8<-- [start:half]
with torch.inference_mode():
    logits = model(prepare(x_val))
logits = logits.cpu().numpy()

positive = y_val == 1
for bound in (0, 0.5):
    called = logits >= bound
    right = called == positive
    text = f"from {bound}: {called.sum()},"
    print(text, "accuracy", right.mean())

print(torch.sigmoid(torch.tensor(0.5)))
# --8<-- [end:half]

# --8<-- [start:flat]
called = logits[:, 0] >= 0
right = called == positive
print(right.shape, right.mean())
# --8<-- [end:flat]

# --8<-- [start:no_bias]
torch.manual_seed(42)
through_0 = nn.Linear(2, 1, bias=False).to(device)
loss_fn = nn.BCEWithLogitsLoss()
optimizer = optim.SGD(through_0.parameters(), lr=1)
for epoch in range(1000):
    logits = through_0(x_train_tensor)
    loss_fn(logits, y_train_tensor).backward()
    optimizer.step()
    optimizer.zero_grad()

with torch.inference_mode():
    called = through_0(prepare(x_val)).cpu().numpy() >= 0
print((called == positive).mean())
# --8<-- [end:no_bias]
