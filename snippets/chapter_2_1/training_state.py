"""What changes while training, and nothing else keeps, in one dataclass."""

from dataclasses import asdict, dataclass

from chapter_2.pipeline import device, train_set, val_set
from chapter_2_1.pipeline import State, Trainer

# --8<-- [start:parts]
import torch
from torch import nn, optim
from torch.utils.data import DataLoader


def new_loaders():
    generator = torch.Generator().manual_seed(42)
    return (
        DataLoader(train_set, batch_size=16, shuffle=True, generator=generator),
        DataLoader(val_set, batch_size=16, generator=torch.Generator()),
    )


def new_trainer():
    torch.manual_seed(42)
    model = nn.Sequential(nn.Linear(1, 1)).to(device)
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    return Trainer(model, nn.MSELoss(), optimizer)


# --8<-- [end:parts]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

start = new_trainer()
start.fit(*new_loaders(), 1)
after = start.state

arrow = {"arrowstyle": "->", "color": "k", "linewidth": 1.5}
rows = (
    ("losses.append(loss)", "losses", f"[{after.losses[0]:.4f}]"),
    ("val_losses.append(val)", "val_losses", f"[{after.val_losses[0]:.4f}]"),
    ("epoch += 1", "epoch", f"{after.epoch}"),
    ("callback.on_epoch_end(self)", "stop", f"{after.stop}"),
    ("if stop: break", None, None),
)
fig, axes = plt.subplots(figsize=(4.7, 3.6), layout="constrained")
axes.text(0, 0.8, "in fit", weight="bold")
axes.text(6.7, 0.8, "State after one epoch", weight="bold")
for row, (line, name, value) in enumerate(rows):
    axes.text(0, -row, line, va="center")
    if name:
        color = "C1" if name == "stop" else "C0"
        look = {"facecolor": "w", "edgecolor": color, "linewidth": 2}
        axes.add_patch(plt.Rectangle((6.7, -row - 0.35), 4.9, 0.7, **look))
        axes.text(6.9, -row, f"{name} = {value}", va="center")
        style = "dashed" if name == "stop" else "solid"
        axes.annotate("", (6.65, -row), (5.85, -row), arrowprops=arrow | {"linestyle": style})
axes.annotate("", (2.7, -4), (7.4, -3.4), arrowprops=arrow)
axes.set(xlim=(-0.1, 11.7), ylim=(-4.5, 1.3))
axes.axis("off")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:new]
print(State())
print(State() == State())
print(State(epoch=1) == State())
# --8<-- [end:new]

# --8<-- [start:twice]
whole = new_trainer()
whole.fit(*new_loaders(), 200)

twice = new_trainer()
loaders = new_loaders()
twice.fit(*loaders, 100)
twice.fit(*loaders, 100)

print(twice.state.epoch)
print(twice.state == whole.state)
# --8<-- [end:twice]

# --8<-- [start:saved]
saved = asdict(twice.state)
twice.fit(*loaders, 1)

print(*saved)
print(len(saved["losses"]))
print(State(**saved) == whole.state)
# --8<-- [end:saved]


# --8<-- [start:no_annotation]
@dataclass
class NoAnnotation:
    epoch: int = 0
    losses = []  # no type


a, b = NoAnnotation(), NoAnnotation()
a.losses.append(0.5)
print(a, asdict(a))
print(b.losses, a == b)
# --8<-- [end:no_annotation]

# --8<-- [start:one_list]
try:

    @dataclass
    class OneList:
        losses: list = []
except ValueError as error:
    print("ValueError:", error)
# --8<-- [end:one_list]


# --8<-- [start:misspelt]
@dataclass(slots=True)
class Slots:
    epoch: int = 0


state = State()
state.epochs = 5
print(state.epoch, state.epochs)
try:
    Slots().epochs = 5
except AttributeError as error:
    print("refused:", repr(error))
# --8<-- [end:misspelt]
