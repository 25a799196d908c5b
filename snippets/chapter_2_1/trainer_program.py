"""The whole program: data preparation, model configuration, and one call of fit."""

from chapter_2.pipeline import device, train_set, true_b, true_w, val_set
from chapter_2_1.pipeline import EarlyStopping, Log, Trainer

# --8<-- [start:figure]
import matplotlib.pyplot as plt


def box(y, part, does, color):
    look = {"facecolor": "w", "edgecolor": color, "linewidth": 2}
    axes.add_patch(plt.Rectangle((0, y - 0.45), 4.2, 0.9, **look))
    axes.text(2.1, y + 0.17, part, ha="center", va="center", weight="bold")
    axes.text(2.1, y - 0.17, does, ha="center", va="center")


def arrow(start, end):
    look = {"arrowstyle": "->", "color": "k", "linewidth": 1.5}
    axes.annotate("", end, start, arrowprops=look)


fig, axes = plt.subplots(figsize=(4.4, 4.6), layout="constrained")
box(0, "data preparation", "dataset, split, loaders", "C0")
box(-2, "model configuration", "seed, model, trainer, callbacks", "C1")
box(-4, "model training", "trainer.fit", "k")
arrow((0.6, -0.45), (0.6, -1.55))
axes.text(0.85, -1, "device", va="center")
arrow((0.6, -2.45), (0.6, -3.55))
axes.text(0.85, -3, "trainer", va="center")
axes.plot([4.2, 5.1, 5.1], [0, 0, -4], color="k", linewidth=1.5)
arrow((5.1, -4), (4.2, -4))
axes.text(4.95, -1, "loaders", va="center", ha="right")
arrow((0.6, -4.45), (0.6, -5.2))
axes.text(0.85, -5, "trained model, state, log", va="center")
axes.set(xlim=(-0.1, 5.3), ylim=(-5.4, 0.6))
axes.axis("off")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:imports]
import copy
import io

import numpy as np
import torch
from torch import nn, optim
from torch.utils.data import DataLoader, TensorDataset
# --8<-- [end:imports]

# --8<-- [start:data_preparation]
generator = torch.Generator()
generator.manual_seed(42)
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
# --8<-- [end:data_preparation]

# --8<-- [start:model_configuration]
torch.manual_seed(42)
model = nn.Sequential(nn.Linear(1, 1))
model.to(device)

log = io.StringIO()
stopping = EarlyStopping(patience=50)
trainer = Trainer(
    model,
    nn.MSELoss(),
    optim.SGD(model.parameters(), lr=0.1),
    callbacks=[Log(log), stopping],
)
# --8<-- [end:model_configuration]

# --8<-- [start:model_training]
trainer.fit(train_loader, val_loader, 200)
print(trainer.state.epoch, "epochs")
print("best:", stopping.best_epoch)
# --8<-- [end:model_training]

# --8<-- [start:use]
last = copy.deepcopy(model.state_dict())
model.load_state_dict(stopping.best)
print(trainer.predict([0.2, 0.5, 1.0]))
# --8<-- [end:use]

early_stopped = trainer

# --8<-- [start:new_points]
rng = np.random.default_rng(0)
x_new = rng.random((20_000, 1))
noise = 0.1 * rng.normal(size=x_new.shape)
y_new = true_b + true_w * x_new + noise

new_loader = DataLoader(
    TensorDataset(
        torch.as_tensor(x_new).float(),
        torch.as_tensor(y_new).float(),
    ),
    batch_size=1000,
    generator=torch.Generator(),
)
# --8<-- [end:new_points]

# --8<-- [start:chosen]
for state in (last, stopping.best):
    model.load_state_dict(state)
    val = trainer.evaluate(val_loader)
    new = trainer.evaluate(new_loader)
    print(f"{val:.4f}  {new:.4f}")
# --8<-- [end:chosen]

# --8<-- [start:one_batch]
train_loader = DataLoader(
    train_set,
    batch_size=80,
    shuffle=True,
    generator=generator,
)

torch.manual_seed(42)
model = nn.Sequential(nn.Linear(1, 1))
model.to(device)
trainer = Trainer(
    model,
    nn.MSELoss(),
    optim.SGD(model.parameters(), lr=0.1),
)

trainer.fit(train_loader, val_loader, 1000)
print(model.state_dict())
# --8<-- [end:one_batch]
