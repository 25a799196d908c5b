"""One class trains other models with other losses and rules, because it is given them."""

from chapter_2.pipeline import device, make_train_step, train_epoch, train_set, val_set
from chapter_2_1.pipeline import Trainer

# --8<-- [start:figure]
import matplotlib.pyplot as plt


def box(x, y, width, text, color, height=0.8):
    look = {"facecolor": "w", "edgecolor": color, "linewidth": 2}
    corner = (x - width / 2, y - height / 2)
    axes.add_patch(plt.Rectangle(corner, width, height, **look))
    axes.text(x, y, text, ha="center", va="center")


def arrow(start, end):
    look = {"arrowstyle": "->", "color": "k", "linewidth": 1.5}
    axes.annotate("", end, start, arrowprops=look)


fig, axes = plt.subplots(figsize=(4.5, 4.7), layout="constrained")
axes.text(0, 5.75, "given when the trainer is made", ha="center")
for x, name in ((-2.1, "model"), (0, "loss_fn"), (2.1, "optimizer")):
    box(x, 5, 1.7, name, "C0")
    arrow((x, 4.6), (x, 3.9))
box(0, 2.6, 6.2, "", "k", height=2.6)
axes.text(0, 3.5, "trainer", ha="center", va="center", weight="bold")
axes.text(0, 3, "keeps them, callbacks and state", ha="center", va="center")
for x, method, function in (
    (-2.1, "fit", "train_epoch"),
    (0, "evaluate", "evaluate"),
    (2.1, "predict", "predict"),
):
    box(x, 2, 1.7, method, "k")
    arrow((x, 1.6), (x, 0.5))
    box(x, 0.1, 1.85, function, "C1")
arrow((-1.25, 2), (-0.85, 2))
axes.text(0, -0.7, "functions of Chapter 2, called with them", ha="center")
axes.set(xlim=(-3.2, 3.2), ylim=(-0.9, 6.1))
axes.axis("off")
plt.show()
# --8<-- [end:figure]

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


def new_line():
    torch.manual_seed(42)
    return nn.Sequential(nn.Linear(1, 1)).to(device)


def new_train_step():
    model = new_line()
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    return make_train_step(model, nn.MSELoss(), optimizer)


# --8<-- [end:parts]

# --8<-- [start:fit]
train_loader, val_loader = new_loaders()
model = new_line()
trainer = Trainer(
    model,
    nn.MSELoss(),
    optim.SGD(model.parameters(), lr=0.1),
)
trainer.fit(train_loader, val_loader, 200)

print(model.state_dict())
loss = trainer.state.val_losses[-1]
print(f"validation loss {loss:.4f}")
# --8<-- [end:fit]

as_in_chapter_2 = trainer


# --8<-- [start:swap]
def trained(loss_fn, rule):
    model = new_line()
    trainer = Trainer(
        model,
        loss_fn,
        rule(model.parameters(), lr=0.1),
    )
    trainer.fit(*new_loaders(), 200)
    return trainer


adam = trained(nn.MSELoss(), optim.Adam)
mae = trained(nn.L1Loss(), optim.SGD)
for trainer in (adam, mae):
    print(trainer.model.state_dict())
    loss = trainer.state.val_losses[-1]
    print(f"validation loss {loss:.4f}")
# --8<-- [end:swap]


# --8<-- [start:shared]
class ShortTrainer:
    losses = []  # in the class body

    def __init__(self, train_step):
        self.train_step = train_step

    def fit(self, loader, epochs):
        for _ in range(epochs):
            loss = train_epoch(
                self.train_step,
                loader,
            )
            self.losses.append(loss)


first = ShortTrainer(new_train_step())
second = ShortTrainer(new_train_step())
first.fit(train_loader, 20)
second.fit(train_loader, 20)
print(len(second.losses), "losses")
print(second.losses is first.losses)
# --8<-- [end:shared]


# --8<-- [start:train_method]
class Line(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(1, 1)

    def forward(self, x):
        return self.linear(x)

    def train(self, epochs=200):
        print("training, epochs =", epochs)


line = Line()
line.eval()
print("line.training =", line.training)
# --8<-- [end:train_method]
