"""A checkpoint of model, optimiser and generator: a resumed run equals one never stopped."""

from chapter_2.pipeline import device, make_train_step, train_epoch, train_set

# --8<-- [start:parts]
import io
from pickle import UnpicklingError

import numpy as np
import torch
from torch import nn, optim
from torch.utils.data import DataLoader

loss_fn = nn.MSELoss()


def new_parts():
    torch.manual_seed(42)
    model = nn.Sequential(nn.Linear(1, 1)).to(device)
    optimizer = optim.SGD(
        model.parameters(),
        lr=0.05,
        momentum=0.9,
    )
    generator = torch.Generator().manual_seed(42)
    loader = DataLoader(
        train_set,
        batch_size=16,
        shuffle=True,
        generator=generator,
    )
    return model, optimizer, generator, loader


def train(parts, n_epochs):
    model, optimizer, _, loader = parts
    train_step = make_train_step(
        model,
        loss_fn,
        optimizer,
    )
    losses = []
    for epoch in range(n_epochs):
        losses.append(train_epoch(train_step, loader))
    return losses


whole = new_parts()
whole_losses = train(whole, 8)
# --8<-- [end:parts]

# --8<-- [start:save]
parts = new_parts()
losses = train(parts, 4)

model, optimizer, generator, _ = parts
checkpoint = {
    "epoch": 4,
    "model": model.state_dict(),
    "optimizer": optimizer.state_dict(),
    "generator": generator.get_state(),
    "losses": losses,
}
file = io.BytesIO()
torch.save(checkpoint, file)
# --8<-- [end:save]


# --8<-- [start:omissions]
def resume(without):
    parts = new_parts()
    model, optimizer, generator, _ = parts
    file.seek(0)
    past = torch.load(file)
    if without != "model":
        model.load_state_dict(past["model"])
    if without != "optimizer":
        optimizer.load_state_dict(past["optimizer"])
    if without != "generator":
        generator.set_state(past["generator"])
    return train(parts, 4)


runs = {}
print("left out   epochs 5 to 8")
for name in ("nothing", "model", "optimizer", "generator"):
    runs[name] = resume(name)
    row = " ".join(f"{loss:.4f}" for loss in runs[name])
    print(f"{name:9}  {row}")
# --8<-- [end:omissions]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

fig, (above, below) = plt.subplots(2, 1, figsize=(5, 5.6), layout="constrained")
epochs = range(1, 9)
for axes in (above, below):
    axes.plot(epochs, whole_losses, "gray", lw=6, alpha=0.5, label="never stopped")
looks = {
    "nothing": ("C0o-", "all three restored"),
    "model": ("C3^--", "without the model"),
    "optimizer": ("C1s--", "without the optimiser"),
    "generator": ("C2v--", "without the generator"),
}
for name, (look, label) in looks.items():
    for axes in (above, below):
        axes.plot(epochs[3:], [losses[3], *runs[name]], look, ms=5, label=label)
above.axvline(4, color="k", lw=1, ls=":")
above.text(3.9, 0.012, "checkpoint", ha="right")
above.set(yscale="log", ylabel="epoch loss")
below.set(xlim=(4.7, 8.2), ylim=(0.008, 0.033), xlabel="epoch", ylabel="epoch loss")
below.set_xticks(range(5, 9))
fig.legend(*above.get_legend_handles_labels(), loc="outside lower center", ncols=2)
plt.show()
# --8<-- [end:figure]

# --8<-- [start:resume]
parts = new_parts()
model, optimizer, generator, _ = parts

file.seek(0)
past = torch.load(file)
model.load_state_dict(past["model"])
optimizer.load_state_dict(past["optimizer"])
generator.set_state(past["generator"])

left = 8 - past["epoch"]
losses = past["losses"] + train(parts, left)
print(losses == whole_losses)
# --8<-- [end:resume]

resumed = parts

# --8<-- [start:numpy_scalar]
file = io.BytesIO()
loss = np.mean(losses)
torch.save({"loss": loss}, file)
file.seek(0)
try:
    torch.load(file)
except UnpicklingError as error:
    at = str(error).index("Unsupported")
    reason = str(error)[at : at + 82]
    print("UnpicklingError: …", reason)
# --8<-- [end:numpy_scalar]

# --8<-- [start:old_rate]
model, _, _, _ = new_parts()
slower = optim.SGD(
    model.parameters(),
    lr=0.01,
    momentum=0.9,
)
slower.load_state_dict(past["optimizer"])
print(slower.param_groups[0]["lr"])
# --8<-- [end:old_rate]
