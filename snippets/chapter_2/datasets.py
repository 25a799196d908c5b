"""A dataset is what says how many points it has and gives one by its number."""

from chapter_2.pipeline import train_idx, val_idx, x, y

# --8<-- [start:tensors]
import torch
from torch import nn
from torch.utils.data import DataLoader

x_train = torch.as_tensor(x[train_idx]).float()
y_train = torch.as_tensor(y[train_idx]).float()
y_val = torch.as_tensor(y[val_idx]).float()
# --8<-- [end:tensors]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

rows = [0, 1, 2, None, 79]
arrow = {"arrowstyle": "->", "color": "k", "linewidth": 1.5}
fig, axes = plt.subplots(figsize=(5, 3), layout="constrained")
for place, row in enumerate(rows):
    if row is None:
        axes.text(3.1, -place, "…", ha="center", va="center")
        continue
    asked = row == 2
    axes.text(1.85, -place, str(row), ha="center", va="center")
    for left, column in ((2.2, x_train), (3.2, y_train)):
        look = {"facecolor": "w", "edgecolor": "C1" if asked else "gray"}
        look |= {"linewidth": 3 if asked else 1, "zorder": 2 if asked else 1}
        axes.add_patch(plt.Rectangle((left, -place - 0.4), 0.9, 0.8, **look))
        number = f"{column[row].item():.4f}"
        axes.text(left + 0.45, -place, number, ha="center", va="center", zorder=3)
axes.text(2.65, 0.75, "x", ha="center", weight="bold")
axes.text(3.65, 0.75, "y", ha="center", weight="bold")
axes.annotate("", (1.65, -2), (1.1, -2), arrowprops=arrow)
axes.text(0.55, -2, "points[2]", ha="center", va="center")
axes.annotate("", (4.9, -2), (4.2, -2), arrowprops=arrow)
axes.text(4.98, -2, "x, y", va="center", weight="bold")
axes.text(0.55, 0.75, "len(points)", ha="center")
axes.text(0.55, 0, "80", ha="center", va="center", weight="bold")
axes.set(xlim=(-0.1, 5.6), ylim=(-4.6, 1.2))
axes.axis("off")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:own]
from torch.utils.data import Dataset


class PointDataset(Dataset):
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __len__(self):
        return len(self.x)

    def __getitem__(self, i):
        return self.x[i], self.y[i]


points = PointDataset(x_train, y_train)
print(len(points))
print(points[0])
# --8<-- [end:own]

own = points

# --8<-- [start:ready]
from torch.utils.data import TensorDataset

points = TensorDataset(x_train, y_train)
print(len(points), points[0])
# --8<-- [end:ready]


# --8<-- [start:exact]
class ExactLine(Dataset):
    def __len__(self):
        return 1_000_000

    def __getitem__(self, i):
        x = torch.tensor([i / len(self)])
        return x, 1 + 2 * x


print(ExactLine()[250_000])
# --8<-- [end:exact]

# --8<-- [start:mixed]
mixed = PointDataset(x_train, y_val)
print(len(mixed))
print(len(list(mixed)))
# --8<-- [end:mixed]

# --8<-- [start:mismatch]
try:
    TensorDataset(x_train, y_val)
except AssertionError as problem:
    print(f"AssertionError: {problem}")
# --8<-- [end:mismatch]

# --8<-- [start:arrays]
arrays = PointDataset(x, y)
x_batch, _ = next(iter(DataLoader(arrays)))
try:
    nn.Linear(1, 1)(x_batch)
except RuntimeError as problem:
    print(f"RuntimeError: {problem}")
# --8<-- [end:arrays]


# --8<-- [start:no_len]
class NoLen(Dataset):
    def __getitem__(self, i):
        return x_train[i], y_train[i]


loader = DataLoader(NoLen())
try:
    next(iter(loader))
except TypeError as problem:
    print(f"TypeError: {problem}")
# --8<-- [end:no_len]
