"""A loader's order comes from a generator: seeded, shared, saved, seeded again too often."""

import torch
from torch import nn, optim
from torch.utils.data import DataLoader

from chapter_2.pipeline import make_train_step, train_idx, x_tensor, y_tensor


# --8<-- [start:first_five]
def first_five(loader):
    order = torch.cat(list(loader))  # of one whole epoch
    return order[:5].tolist()


# --8<-- [end:first_five]

# --8<-- [start:line]
x_train_tensor = x_tensor[train_idx]
y_train_tensor = y_tensor[train_idx]

torch.manual_seed(42)
model = nn.Sequential(nn.Linear(1, 1))
loss_fn = nn.MSELoss()
optimizer = optim.SGD(model.parameters(), lr=0.1)
train_step = make_train_step(model, loss_fn, optimizer)
# --8<-- [end:line]

# --8<-- [start:orders]
generator = torch.Generator()
generator.manual_seed(42)
loader = DataLoader(
    range(80),
    batch_size=16,
    shuffle=True,
    generator=generator,
)
print("epoch 1", first_five(loader))
print("epoch 2", first_five(loader))

generator.manual_seed(42)
print("seeded ", first_five(loader))
# --8<-- [end:orders]

# --8<-- [start:figure]
import matplotlib.pyplot as plt


def run(own, draw):
    torch.manual_seed(42)  # the global generator
    source = torch.Generator().manual_seed(42) if own else None
    shuffled = DataLoader(range(80), batch_size=16, shuffle=True, generator=source)
    orders = [first_five(shuffled)]
    if draw:
        torch.rand(1)
    return orders + [first_five(shuffled), first_five(shuffled)]


rows = [
    ("the loader's own generator", True, False),
    ("its own, and torch.rand(1) after epoch 1", True, True),
    ("the global generator", False, False),
    ("the global one, and torch.rand(1) after epoch 1", False, True),
]
fig, axes = plt.subplots(figsize=(5, 4.4), layout="constrained")
for row, (label, own, draw) in enumerate(rows):
    top = -1.3 * row - 0.6 * (row > 1)
    axes.text(0, top + 0.1, label, va="bottom")
    undisturbed = run(own, False)
    for k, order in enumerate(run(own, draw)):
        color = "C0" if order == undisturbed[k] else "C1"
        look = {"facecolor": (color, 0.2), "edgecolor": color, "linewidth": 1.5}
        axes.add_patch(plt.Rectangle((1.1 * k, top - 0.6), 1, 0.6, **look))
        text = " ".join(map(str, order[:3])) + " …"
        axes.text(1.1 * k + 0.5, top - 0.3, text, ha="center", va="center")
    if draw:
        axes.plot([1.05, 1.05], [top - 0.65, top + 0.05], "k", lw=3)
for k in range(3):
    axes.text(1.1 * k + 0.5, 0.75, f"epoch {k + 1}", ha="center", weight="bold")
axes.axis((-0.03, 3.23, -5.2, 1.05))
axes.axis("off")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:state]
state = generator.get_state()
print("next ", first_five(loader))
print("next ", first_five(loader))

generator.set_state(state)
print("again", first_five(loader))
# --8<-- [end:state]

# --8<-- [start:reseeded]
batches = set()
for epoch in range(200):
    generator.manual_seed(42)
    for batch in loader:
        batches.add(tuple(batch.tolist()))
print(len(batches), "different batches")
# --8<-- [end:reseeded]

# --8<-- [start:not_shuffled]
torch.manual_seed(42)
print(f"{torch.rand(1).item():.4f}")

torch.manual_seed(42)
for batch in DataLoader(range(20)):
    pass
print(f"{torch.rand(1).item():.4f}")
# --8<-- [end:not_shuffled]


# --8<-- [start:pairs_lost]
def shuffled(tensor, seed):
    own = torch.Generator()
    own.manual_seed(seed)
    return DataLoader(
        tensor,
        batch_size=16,
        shuffle=True,
        generator=own,
    )


xs = shuffled(x_train_tensor, seed=1)
ys = shuffled(y_train_tensor, seed=2)
for epoch in range(200):
    for x, y in zip(xs, ys, strict=True):
        train_step(x, y)

print(f"w {model[0].weight.item():.4f}")
print(f"b {model[0].bias.item():.4f}")
mean = y_train_tensor.mean().item()
print(f"mean of the targets {mean:.4f}")
# --8<-- [end:pairs_lost]

# --8<-- [start:figure_pairs]
import matplotlib.pyplot as plt

lost_x = torch.cat(list(xs))
lost_y = torch.cat(list(ys))
fig, axes = plt.subplots(1, 2, figsize=(5, 2.8), sharey=True, layout="constrained")
for panel, points, title in (
    (axes[0], (x_train_tensor, y_train_tensor), "pairs kept"),
    (axes[1], (lost_x, lost_y), "pairs lost"),
):
    panel.scatter(*points, s=14)
    panel.set(title=title, xlabel="x")
ends = torch.tensor([[0.0], [1.0]])
with torch.no_grad():
    axes[1].plot(ends, model(ends), "C1", lw=2)
axes[0].set(ylabel="y")
plt.show()
# --8<-- [end:figure_pairs]
