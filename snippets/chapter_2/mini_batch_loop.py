"""An epoch is a loop over batches; its loss is a mean over several models."""

import torch
from torch import nn, optim
from torch.utils.data import DataLoader

from chapter_2.pipeline import (
    device,
    make_train_step,
    train_epoch,
    train_idx,
    train_set,
    x_tensor,
    y_tensor,
)


# --8<-- [start:parts]
def new_parts(batch_size=16):
    loader = DataLoader(
        train_set,
        batch_size=batch_size,
        shuffle=True,
        generator=torch.Generator().manual_seed(42),
    )
    torch.manual_seed(42)
    model = nn.Sequential(nn.Linear(1, 1)).to(device)
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    train_step = make_train_step(model, nn.MSELoss(), optimizer)
    return model, train_step, loader


def loss_of_all(model):
    x = x_tensor[train_idx].to(device)
    y = y_tensor[train_idx].to(device)
    model.eval()
    with torch.no_grad():
        return nn.functional.mse_loss(model(x), y).item()


# --8<-- [end:parts]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

model, train_step, loader = new_parts()
fig, axes = plt.subplots(figsize=(5, 3.4), layout="constrained")
batch_losses, epoch_losses, losses_after = [], [], []
for epoch in range(8):
    batches = [train_step(x.to(device), y.to(device)) for x, y in loader]
    batch_losses += batches
    epoch_losses.append(sum(batches) / 5)  # all five of 16 points
    losses_after.append(loss_of_all(model))

updates = [(k + 0.5) / 5 for k in range(40)]
axes.plot(updates, batch_losses, "C0o", ms=4, label="loss of a batch")
axes.hlines(epoch_losses, range(8), range(1, 9), "C1", lw=2.5, label="epoch loss")
axes.plot(range(1, 9), losses_after, "kD", ms=5, label="all points, after the epoch")
axes.set(yscale="log", xlabel="epochs done", ylabel="loss (MSE)", xticks=range(9))
axes.set_yticks([0.03, 0.1, 0.3], ["0.03", "0.1", "0.3"])
axes.minorticks_off()
axes.legend()
plt.show()
# --8<-- [end:figure]

# --8<-- [start:train]
model, train_step, loader = new_parts()
losses = []
for epoch in range(200):
    loss = train_epoch(train_step, loader)
    losses.append(loss)

print(model.state_dict())
print(f"last epoch {losses[-1]:.4f}")
# --8<-- [end:train]

# --8<-- [start:one_batch]
other, step, whole = new_parts(80)
for epoch in range(1000):
    train_epoch(step, whole)
print(other.state_dict())
# --8<-- [end:one_batch]

# --8<-- [start:five_models]
new, step, batches = new_parts()
for x, y in batches:
    x, y = x.to(device), y.to(device)
    print(f"batch {step(x, y):.4f}")

print(f"mean  {losses[0]:.4f}")
print(f"model {loss_of_all(new):.4f}")
# --8<-- [end:five_models]

# --8<-- [start:last_batch]
for epoch in range(5):
    total = 0
    for x, y in loader:
        x, y = x.to(device), y.to(device)
        loss = train_step(x, y)
        total += loss * len(x)
    mean = total / 80
    print(f"{loss:.4f}, mean {mean:.4f}")
# --8<-- [end:last_batch]
