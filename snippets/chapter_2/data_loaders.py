"""A loader goes over a dataset in batches, every point once, and in a new order if asked."""

import torch
from torch.utils.data import DataLoader

from chapter_2.pipeline import train_set, val_set

# --8<-- [start:loaders]
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
)
# --8<-- [end:loaders]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

in_order = DataLoader(range(80), batch_size=16)
shuffled = DataLoader(
    range(80),
    batch_size=16,
    shuffle=True,
    generator=torch.Generator().manual_seed(42),
)
panels = [
    ("shuffle=False, every epoch", list(in_order)),
    ("shuffle=True, epoch 1", list(shuffled)),
    ("shuffle=True, epoch 2", list(shuffled)),
]

fig, rows = plt.subplots(3, 1, figsize=(5, 4.6), sharex=True, layout="constrained")
for axes, (title, batches) in zip(rows, panels, strict=True):
    for k, batch in enumerate(batches):
        cells = [(number, 1) for number in batch.tolist()]
        axes.broken_barh(cells, (k + 0.6, 0.8), color=f"C{k}")
    axes.set_title(title, fontsize=10)
    axes.set(ylim=(5.6, 0.4), yticks=range(1, 6), ylabel="batch", xlim=(0, 80))
rows[-1].set(xlabel="place of the point in the dataset")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:one_epoch]
for loader in (train_loader, val_loader):
    print(len(loader), "batches")
    for x_batch, y_batch in loader:
        print(x_batch.shape, y_batch.shape)
# --8<-- [end:one_epoch]

# --8<-- [start:sizes]
for drop_last in (False, True):
    loader = DataLoader(
        train_set,
        batch_size=32,
        drop_last=drop_last,
    )
    sizes = [len(x) for x, y in loader]
    print(drop_last, len(loader), sizes)
# --8<-- [end:sizes]

# --8<-- [start:no_iterator]
try:
    next(train_loader)
except TypeError as error:
    print(f"TypeError: {error}")
# --8<-- [end:no_iterator]

# --8<-- [start:first_batch]
places = range(80)
loader = DataLoader(places, batch_size=16)
times = torch.zeros(80)
for epoch in range(1000):
    times[next(iter(loader))] += 1

print((times > 0).sum().item(), "points")
# --8<-- [end:first_batch]
