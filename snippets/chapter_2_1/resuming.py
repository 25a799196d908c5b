"""A run with dropout is stopped and resumed: the states of both generators have to go on."""

from chapter_2.pipeline import device, train_set, val_set
from chapter_2_1.pipeline import EarlyStopping, State, Trainer, checkpoint, resume

# --8<-- [start:new_run]
import io

import torch
from torch import nn, optim
from torch.utils.data import DataLoader


def new_run(callbacks=()):
    torch.manual_seed(42)
    model = nn.Sequential(
        nn.Linear(1, 20),
        nn.ReLU(),
        nn.Dropout(0.2),
        nn.Linear(20, 1),
    ).to(device)
    optimizer = optim.SGD(
        model.parameters(),
        lr=0.05,
        momentum=0.9,
    )
    trainer = Trainer(
        model,
        nn.MSELoss(),
        optimizer,
        callbacks,
    )
    generator = torch.Generator().manual_seed(42)
    train_loader = DataLoader(
        train_set,
        batch_size=16,
        shuffle=True,
        generator=generator,
    )
    val_loader = DataLoader(
        val_set,
        batch_size=16,
        generator=torch.Generator(),
    )
    return trainer, generator, (train_loader, val_loader)


whole, _, loaders = new_run()
whole.fit(*loaders, 20)
# --8<-- [end:new_run]

# --8<-- [start:save]
trainer, generator, loaders = new_run()
trainer.fit(*loaders, 10)
file = io.BytesIO()
saved = checkpoint(trainer, generator)
torch.save(saved, file)
# --8<-- [end:save]


# --8<-- [start:three]
def load():
    file.seek(0)
    return torch.load(file)


def resumed(without=None):
    trainer, generator, loaders = new_run()
    new = {
        "loader": generator.get_state(),
        "global": torch.get_rng_state(),
    }
    saved = load()
    if without:
        saved[without] = new[without]
    resume(trainer, generator, saved)
    trainer.fit(*loaders, 10)
    return trainer.state


runs = {
    "none": resumed(),
    "global": resumed(without="global"),
    "loader": resumed(without="loader"),
}
print("left out  last loss  validation")
for name, state in [("whole run", whole.state), *runs.items()]:
    loss, val_loss = state.losses[-1], state.val_losses[-1]
    print(f"{name:9} {loss:9.4f} {val_loss:11.4f}")
# --8<-- [end:three]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

fig, axes = plt.subplots(figsize=(5, 3.6), layout="constrained")
epochs = range(6, 21)
axes.plot(epochs, whole.state.losses[5:], "gray", lw=6, alpha=0.5, label="never stopped")
looks = {
    "none": ("C0o-", "both states restored"),
    "global": ("C1s--", "without the global state"),
    "loader": ("C2v--", "without the loader's state"),
}
for name, (look, label) in looks.items():
    axes.plot(epochs[4:], runs[name].losses[9:], look, ms=5, label=label)
axes.axvline(10, color="k", lw=1, ls=":")
axes.text(9.8, 0.162, "checkpoint", ha="right")
axes.set(xlabel="epoch", ylabel="loss of the epoch", ylim=(0, 0.18))
axes.set_xticks([6, 10, 15, 20])
fig.legend(loc="outside lower center", ncols=2)
plt.show()
# --8<-- [end:figure]

# --8<-- [start:compare]
trainer, generator, loaders = new_run()
resume(trainer, generator, load())
trainer.fit(*loaders, 10)
print(trainer.state == whole.state)
# --8<-- [end:compare]

compared = trainer

# --8<-- [start:new_callback]
trainer, generator, loaders = new_run(
    callbacks=[EarlyStopping(5)],
)
resume(trainer, generator, load())
trainer.fit(*loaders, 90)
print(trainer.state.epoch, "epochs")
# --8<-- [end:new_callback]

late = trainer

# --8<-- [start:too_early]
saved = load()
torch.set_rng_state(saved["global"])
trainer, generator, loaders = new_run()

model, optimizer = trainer.model, trainer.optimizer
model.load_state_dict(saved["model"])
optimizer.load_state_dict(saved["optimizer"])
trainer.state = State(**saved["state"])
generator.set_state(saved["loader"])

trainer.fit(*loaders, 10)
print(trainer.state == whole.state)
print(f"last loss {trainer.state.losses[-1]:.4f}")
# --8<-- [end:too_early]

too_early = trainer
