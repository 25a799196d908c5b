"""Subsets of a dataset are lists of indices: Chapter 0's, and random ones that must be seeded."""

import torch

from chapter_2.pipeline import points, train_idx, train_set, val_idx, val_set, x_tensor

# --8<-- [start:figure]
import matplotlib.pyplot as plt


def draw_cells(axes, filled):
    for i in range(100):
        look = {"facecolor": ("C3", 0.45) if i in filled else "w", "edgecolor": "gray"}
        axes.add_patch(plt.Rectangle((i % 10, -(i // 10)), 1, 1, linewidth=0.8, **look))


fig, axes = plt.subplots(figsize=(5, 3.2), layout="constrained")
draw_cells(axes, val_idx)
for i in range(10):
    axes.text(i + 0.5, 1.4, str(i), ha="center", va="center")
    axes.text(10.3, 0.5 - i, str(10 * i), va="center")
for top, name, indices in ((0, "val_set", val_idx), (-5.3, "train_set", train_idx)):
    axes.text(-6.6, top + 0.5, name, weight="bold", va="center")
    for k in range(3):
        axes.text(-6.6, top - 0.8 - 1.1 * k, f"[{k}]", va="center")
        axes.text(-4.2, top - 0.8 - 1.1 * k, str(indices[k]), va="center", ha="center")
    goal = (indices[0] % 10 + 0.5, 0.5 - indices[0] // 10)
    arrow = {"arrowstyle": "->", "color": "k", "linewidth": 1.5}
    axes.annotate("", goal, (-3.4, top - 0.8), arrowprops=arrow)
axes.set(xlim=(-6.9, 11.7), ylim=(-9.2, 2), aspect="equal")
axes.axis("off")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:look]
print(len(train_set), len(val_set))
print(train_set.indices[:3])
print(train_set[0])
print(points[76])
print(train_set.dataset is points)
# --8<-- [end:look]

# --8<-- [start:random]
from torch.utils.data import random_split

g = torch.Generator().manual_seed(42)
train, val = random_split(
    points,
    [0.8, 0.2],
    generator=g,
)
print(len(train), len(val))
print(val.indices[:5])
print(val_set.indices[:5])
# --8<-- [end:random]

by_random_split = train, val

# --8<-- [start:again]
torch.manual_seed(42)
train, val = random_split(points, [80, 20])

# later, the cell runs again
_, new_val = random_split(points, [80, 20])
known = set(train.indices)
leaked = known & set(new_val.indices)
print(len(leaked), "were trained on")
# --8<-- [end:again]

# --8<-- [start:figure_again]
fig, panels = plt.subplots(1, 2, figsize=(5, 2.8), layout="constrained")
for axes, title, part in zip(panels, ("before", "now"), (val, new_val), strict=True):
    draw_cells(axes, part.indices)
    axes.set_title(title)
    axes.set(xlim=(-0.2, 10.2), ylim=(-9.2, 1.2), aspect="equal")
    axes.axis("off")
for i in leaked:
    axes.plot(i % 10 + 0.5, 0.5 - i // 10, "kx", markersize=7, markeredgewidth=2)
plt.show()
# --8<-- [end:figure_again]

# --8<-- [start:whole]
whole = train_set.dataset.tensors[0]
own = x_tensor[train_set.indices]
print(f"all 100 {whole.mean():.4f}")
print(f"own 80  {own.mean():.4f}")
# --8<-- [end:whole]

# --8<-- [start:lengths]
try:
    random_split(points, [80, 19])
except ValueError as problem:
    print(f"ValueError: {problem}")
# --8<-- [end:lengths]
