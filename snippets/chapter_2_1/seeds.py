"""Which runs a seed repeats: the draws that come after it, in the same order."""

from chapter_2.pipeline import device, train_set, val_set
from chapter_2_1.pipeline import Trainer

# --8<-- [start:programs]
import torch
from torch import nn, optim
from torch.utils.data import DataLoader


def new_program(start):
    torch.manual_seed(start)


def new_model():
    layer = nn.Linear(1, 1)
    return nn.Sequential(layer).to(device)


def new_loaders():
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
    return train_loader, val_loader


def train(model, loaders, callbacks=(), epochs=5):
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    trainer = Trainer(
        model,
        nn.MSELoss(),
        optimizer,
        callbacks,
    )
    trainer.fit(*loaders, epochs)
    return trainer.state


# --8<-- [end:programs]


# --8<-- [start:seed_first]
def seed_first():
    torch.manual_seed(42)
    model = new_model()
    return train(model, new_loaders())


states = []
for start in (1, 2):
    new_program(start)
    state = seed_first()
    print(f"{state.losses[0]:.4f}")
    states.append(state)
print(states[0] == states[1])
# --8<-- [end:seed_first]

seeded_first = states


# --8<-- [start:figure]
import matplotlib.pyplot as plt


def late_seed():
    model = new_model()
    torch.manual_seed(42)
    return train(model, new_loaders())


def no_seed():
    return train(new_model(), new_loaders())


fig, axes = plt.subplots(figsize=(5, 2.6), layout="constrained")
rows = {
    "seeded before\nthe model": (seed_first, "C0o"),
    "seeded after\nthe model": (late_seed, "C1s"),
    "never seeded": (no_seed, "C2^"),
}
first = {}
for row, (program, look) in rows.items():
    first[row] = []
    for start in range(1, 9):
        new_program(start)
        first[row].append(program().losses[0])
    axes.plot(first[row], [row] * 8, look, ms=9, alpha=0.6)
axes.set(xscale="log", xlabel="loss of the first epoch", ylim=(2.5, -0.5))
axes.set_xticks([0.2, 0.5, 1, 2, 5], ["0.2", "0.5", "1", "2", "5"])
axes.minorticks_off()
plt.show()
# --8<-- [end:figure]


# --8<-- [start:model_first]
def model_first():
    model = new_model()
    torch.manual_seed(42)
    return train(model, new_loaders())


for start in (1, 2):
    new_program(start)
    state = model_first()
    print(f"{state.losses[0]:.4f}")
# --8<-- [end:model_first]


# --8<-- [start:look]
class Look:
    def on_epoch_end(self, trainer):
        trainer.evaluate(val_loader)


train_loader = DataLoader(
    train_set,
    batch_size=16,
    shuffle=True,
)
val_loader = DataLoader(val_set, 16)
loaders = train_loader, val_loader

for callbacks in ([], [Look()]):
    torch.manual_seed(42)
    model = new_model()
    train(model, loaders, callbacks)
    print(f"w {model[0].weight.item():.4f}")
# --8<-- [end:look]

# --8<-- [start:fixed_order]
for seed in (1, 2, 3):
    torch.manual_seed(seed)
    generator = torch.Generator()
    loader = DataLoader(
        range(80),
        batch_size=5,
        shuffle=True,
        generator=generator,
    )
    print(next(iter(loader)).tolist())
# --8<-- [end:fixed_order]


# --8<-- [start:seed_all]
import random

import numpy as np


def seed_all(seed):
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


# --8<-- [end:seed_all]
