"""The loss of a whole set from the means of its batches: each weighted by its number of points."""

import numpy as np
import torch
from torch import nn, optim
from torch.utils.data import DataLoader

from chapter_2.pipeline import (
    device,
    evaluate,
    generator,
    loss_fn,
    make_train_step,
    train_epoch,
    train_loader,
    val_loader,
    val_set,
)

# --8<-- [start:trained]
generator.manual_seed(42)
torch.manual_seed(42)
model = nn.Sequential(nn.Linear(1, 1)).to(device)
optimizer = optim.SGD(model.parameters(), lr=0.1)
train_step = make_train_step(model, loss_fn, optimizer)
for epoch in range(200):
    train_epoch(train_step, train_loader)
model.eval()
# --8<-- [end:trained]

trained = {name: value.clone() for name, value in model.state_dict().items()}

# --8<-- [start:batches]
with torch.no_grad():
    for x, y in val_loader:
        x, y = x.to(device), y.to(device)
        loss = loss_fn(model(x), y).item()
        print(len(x), f"points: {loss:.4f}")
# --8<-- [end:batches]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

sizes, batch_losses = [], []
with torch.no_grad():
    for x, y in val_loader:
        sizes.append(len(x))
        batch_losses.append(loss_fn(model(x.to(device)), y.to(device)).item())
right = np.average(batch_losses, weights=sizes)
plain = np.mean(batch_losses)

fig, axes = plt.subplots(figsize=(5, 3), layout="constrained")
axes.bar([0, 16], batch_losses, width=sizes, align="edge", color="C0", alpha=0.35, ec="C0")
axes.hlines(right, 0, 20, color="k")
axes.hlines(plain, 0, 20, color="C1", ls="--")
axes.text(20.4, right, "mean of\nall points", va="center")
axes.text(20.4, plain, "mean of\nthe means", va="center", color="C1")
axes.text(8, batch_losses[0] / 4, "batch of 16", ha="center", va="center")
axes.text(16.3, batch_losses[1] * 1.3, "batch of 4", va="bottom")
axes.set(xlim=(0, 25.5), xticks=[0, 16, 20], xlabel="validation points", ylabel="loss (MSE)")
plt.show()
# --8<-- [end:figure]


# --8<-- [start:sizes]
def loss_on(loader):
    return evaluate(model, loss_fn, loader)


def mean_of_means(loader):
    means = []
    for batch in loader:
        means.append(loss_on([batch]))
    return np.mean(means)


for m in (20, 16, 10, 7):
    data = DataLoader(val_set, batch_size=m)
    plain = mean_of_means(data)
    loss = loss_on(data)
    print(f"{m:2}: {plain:.4f}, {loss:.4f}")
# --8<-- [end:sizes]

# --8<-- [start:shuffled]
torch.manual_seed(42)
data = DataLoader(val_set, 16, shuffle=True)
for call in range(4):
    print(f"{mean_of_means(data):.4f}")
# --8<-- [end:shuffled]

# --8<-- [start:rmse]
tens = DataLoader(val_set, batch_size=10)
roots = []
for batch in tens:
    roots.append(loss_on([batch]) ** 0.5)

rmse = loss_on(tens) ** 0.5
print(f"mean of the roots {np.mean(roots):.4f}")
print(f"root of the mean  {rmse:.4f}")
# --8<-- [end:rmse]

# --8<-- [start:learned]
before = loss_on(val_loader)
train_epoch(train_step, val_loader)
after = loss_on(val_loader)
print(f"before {before:.4f}, after {after:.4f}")
print(model.state_dict())
# --8<-- [end:learned]
