"""Keep a copy of the parameters at each new lowest validation loss, stop, and go back to it."""

import torch
from torch import nn, optim
from torch.utils.data import DataLoader, Subset

from chapter_2.pipeline import (
    device,
    evaluate,
    loss_fn,
    make_train_step,
    points,
    train_epoch,
    train_idx,
    val_loader,
    val_set,
)

# --8<-- [start:parts]
few = Subset(points, train_idx[:8])
# never shuffled, so the batches are collected once
few_batches = list(DataLoader(few, batch_size=8))
val_batches = list(val_loader)


def new_parts():
    torch.manual_seed(42)
    model = nn.Sequential(
        nn.Linear(1, 50),
        nn.Tanh(),
        nn.Linear(50, 50),
        nn.Tanh(),
        nn.Linear(50, 1),
    ).to(device)
    optimizer = optim.Adam(model.parameters(), lr=0.01)
    return model, make_train_step(model, loss_fn, optimizer)


def validate():
    return evaluate(model, loss_fn, val_batches)


# --8<-- [end:parts]

# --8<-- [start:whole]
from copy import deepcopy

model, train_step = new_parts()
losses, val_losses, states = [], [], {}
for epoch in range(1, 601):
    losses.append(train_epoch(train_step, few_batches))
    val_losses.append(validate())
    if epoch in (127, 600):
        states[epoch] = deepcopy(model.state_dict())
print(f"training   {losses[-1]:.4f}")
print(f"validation {val_losses[-1]:.4f}")
# --8<-- [end:whole]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

fig, (above, below) = plt.subplots(2, 1, figsize=(5, 6.4), layout="constrained")
epochs = range(1, 601)
above.plot(epochs, val_losses, "C3--", label="validation loss")
above.plot(epochs, losses, "C0", label="training loss")
above.axvline(127, color="k", lw=1, ls=":")
above.axvspan(127, 177, color="gray", alpha=0.25, lw=0)
above.text(118, 0.002, "keep: 127", ha="right")
above.text(187, 0.3, "50 epochs")
above.set(yscale="log", ylim=(1e-3, 6), xlabel="epoch", ylabel="loss (MSE)")
above.legend(loc="upper right")

grid = torch.linspace(0, 1, 200).reshape(-1, 1)
for epoch, style in ((127, "k:"), (600, "C1")):
    model.load_state_dict(states[epoch])
    with torch.no_grad():
        curve = model(grid.to(device)).cpu()
    below.plot(grid, curve, style, label=f"after {epoch} epochs")
below.scatter(*few[:], s=34, zorder=3, color="C0", label="8 training points")
below.scatter(*val_set[:], s=26, color="C3", marker="^", alpha=0.7, label="20 validation points")
below.set(xlabel="x", ylabel="y")
below.legend(loc="upper left")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:stop]
model, train_step = new_parts()
patience = 50
best_loss = float("inf")

for epoch in range(1, 601):
    train_epoch(train_step, few_batches)
    val_loss = validate()
    if val_loss < best_loss:
        best_loss = val_loss
        best_epoch = epoch
        best = deepcopy(model.state_dict())
    if epoch - best_epoch >= patience:
        break

print(f"epoch {epoch}: {val_loss:.4f}")
model.load_state_dict(best)
restored = validate()
print(f"epoch {best_epoch}: {restored:.4f}")
# --8<-- [end:stop]

stopped_after, restored_from, restored_state = epoch, best_epoch, model.state_dict()

# --8<-- [start:no_copy]
model, train_step = new_parts()
for epoch in range(1, 178):
    train_epoch(train_step, few_batches)
    if epoch == 127:
        best = model.state_dict()  # no copy

model.load_state_dict(best)
print(f"restored: {validate():.4f}")
# --8<-- [end:no_copy]


# --8<-- [start:rule]
def stop(losses, patience):
    best_epoch = 1
    for epoch in range(1, len(losses) + 1):
        if losses[epoch - 1] < losses[best_epoch - 1]:
            best_epoch = epoch
        if epoch - best_epoch >= patience:
            break
    return epoch, best_epoch


# --8<-- [end:rule]

# --8<-- [start:impatient]
for patience in (3, 20, 50):
    last, kept = stop(val_losses, patience)
    v = val_losses[kept - 1]
    print(patience, last, kept, f"{v:.4f}")
# --8<-- [end:impatient]

# --8<-- [start:training_loss]
last, kept = stop(losses, patience=50)
print(f"stops after {last}, keeps {kept}")
print(f"validation {val_losses[kept - 1]:.4f}")
# --8<-- [end:training_loss]
