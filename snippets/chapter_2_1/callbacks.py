"""Objects that the trainer calls after each epoch: one writes the losses down, one stops."""

from chapter_2.pipeline import device, train_set, val_set
from chapter_2_1.pipeline import EarlyStopping, Log, Trainer

# --8<-- [start:parts]
import io

import torch
from torch import nn, optim
from torch.utils.data import DataLoader, Subset

few_loader = DataLoader(
    Subset(train_set, range(8)),
    batch_size=8,
    generator=torch.Generator(),
)
val_loader = DataLoader(val_set, batch_size=16, generator=torch.Generator())


def train_with(callbacks, epochs=600):
    torch.manual_seed(42)
    model = nn.Sequential(
        nn.Linear(1, 50),
        nn.Tanh(),
        nn.Linear(50, 50),
        nn.Tanh(),
        nn.Linear(50, 1),
    ).to(device)
    optimizer = optim.Adam(model.parameters(), lr=0.01)
    trainer = Trainer(model, nn.MSELoss(), optimizer, callbacks)
    trainer.fit(few_loader, val_loader, epochs)
    return trainer


# --8<-- [end:parts]

# --8<-- [start:logged]
log = io.StringIO()
whole = train_with([Log(log)])

lines = log.getvalue().splitlines()
print(len(lines), "lines")
print(*lines[:3], sep="\n")
# --8<-- [end:logged]

# --8<-- [start:figure]
import csv

import matplotlib.pyplot as plt

rows = list(csv.DictReader(lines))
epochs = [int(row["epoch"]) for row in rows]
best = 1 + whole.state.val_losses.index(min(whole.state.val_losses))

fig, axes = plt.subplots(figsize=(5, 3.4), layout="constrained")
axes.plot(epochs, [float(row["val"]) for row in rows], "C3--", label="validation loss")
axes.plot(epochs, [float(row["loss"]) for row in rows], "C0", label="training loss")
axes.axvline(best, color="k", linewidth=1, linestyle=":")
axes.text(best + 8, 1.5, f"lowest: epoch {best}")
axes.set(yscale="log", xlabel="epoch", ylabel="loss")
axes.legend(loc=(0.55, 0.52))
plt.show()
# --8<-- [end:figure]

# --8<-- [start:stopped]
early = EarlyStopping(patience=50)
trainer = train_with([early])
val_loss = trainer.evaluate(val_loader)
print(trainer.state.epoch, "epochs")
print(f"validation loss {val_loss:.4f}")

trainer.model.load_state_dict(early.best)
val_loss = trainer.evaluate(val_loader)
print(f"restored        {val_loss:.4f}")
# --8<-- [end:stopped]

stopped = len(trainer.state.losses)

# --8<-- [start:again]
trainer.fit(few_loader, val_loader, 100)
print(trainer.state.epoch, "epochs")
print("stop =", trainer.state.stop)
# --8<-- [end:again]

trainer_again = trainer.state.epoch, trainer.state.stop


# --8<-- [start:misspelt]
class Callback:
    def on_epoch_end(self, trainer):
        pass


class StopAtFive(Callback):
    def on_epochs_end(self, trainer):
        state = trainer.state
        if state.epoch == 5:
            state.stop = True


trainer = train_with([StopAtFive()], 20)
print(trainer.state.epoch, "epochs")
# --8<-- [end:misspelt]

not_stopped = trainer


# --8<-- [start:checked]
class CheckedCallback(Callback):
    def __init_subclass__(cls):
        for name in vars(cls):
            known = hasattr(Callback, name)
            if name[:3] == "on_" and not known:
                raise TypeError(f"no event {name}")


try:

    class StopAtSix(CheckedCallback):
        def on_epochs_end(self, trainer):
            pass
except TypeError as error:
    print("refused:", repr(error))
# --8<-- [end:checked]


# --8<-- [start:own_index]
class IndexTrainer(Trainer):
    def fit(self, train_loader, val_loader, epochs):
        for epoch in range(epochs):
            super().fit(train_loader, val_loader, 1)
            print(epoch, self.state.epoch, sep=" | ")


model = nn.Sequential(nn.Linear(1, 1)).to(device)
optimizer = optim.SGD(model.parameters(), lr=0.1)
trainer = IndexTrainer(model, nn.MSELoss(), optimizer)
print("index | state.epoch")
trainer.fit(few_loader, val_loader, 3)
trainer.fit(few_loader, val_loader, 3)
# --8<-- [end:own_index]
