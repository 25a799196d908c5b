"""Tensors: dimensions, shared memory, precision, and parameters on a device."""

import numpy as np
import torch
from torch import optim

from chapter_1.pytorch_pipeline import device, x_train, x_train_tensor

# --8<-- [start:dimensions]
tensors = {
    "scalar": torch.tensor(3.14),
    "vector": torch.tensor([1.0, 2.0, 3.0]),
    "matrix": torch.ones(2, 3),
    "3-d tensor": torch.ones(4, 2, 3),
}
for name, tensor in tensors.items():
    print(name, tensor.ndim, tensor.shape)
# --8<-- [end:dimensions]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

fig, panels = plt.subplots(2, 2, figsize=(5, 3.4), height_ratios=[1, 2])
for panel, name in zip(panels.flat, tensors, strict=True):
    shape = tuple(tensors[name].shape)
    sheets, rows, columns = (1, 1, 1, *shape)[-3:]
    for sheet in reversed(range(sheets)):
        for row in range(rows):
            for column in range(columns):
                corner = (column + 0.4 * sheet, row + 0.4 * sheet)
                square = plt.Rectangle(corner, 1, 1, fc="C0", ec="w", lw=2)
                panel.add_patch(square)
    panel.set_title(f"{name}: {shape}")
    top = rows + 0.4 * (sheets - 1)
    panel.set(xlim=(0, 4.3), ylim=(0, top), aspect="equal", anchor="N")
    panel.axis("off")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:memory]
array = np.array([1.0, 2.0, 3.0])
shared = torch.as_tensor(array)
copied = torch.tensor(array)

array[0] = 99
print(shared)
print(copied)
# --8<-- [end:memory]

# --8<-- [start:precision]
double = torch.as_tensor(x_train)[0]
single = double.float()
print(f"{double.item():.12f}", double.dtype)
print(f"{single.item():.12f}", single.dtype)
# --8<-- [end:precision]

# --8<-- [start:prepared]
print(x_train_tensor.shape, x_train_tensor.dtype)
print(x_train_tensor.device, x_train_tensor.requires_grad)
# --8<-- [end:prepared]

# --8<-- [start:parameters]
torch.manual_seed(42)
b = torch.randn(1, requires_grad=True, dtype=torch.float, device=device)
w = torch.randn(1, requires_grad=True, dtype=torch.float, device=device)
print(b)
print(w)
print(b.is_leaf, w.is_leaf)
# --8<-- [end:parameters]

# --8<-- [start:not_a_leaf]
drawn = torch.randn(1, requires_grad=True)
moved = drawn.to(torch.float64)
print(moved.requires_grad, moved.is_leaf)

loss = 3 * moved
loss.backward()
print(drawn.grad)

try:
    optim.SGD([moved], lr=0.1)
except ValueError as problem:
    print(f"ValueError: {problem}")
# --8<-- [end:not_a_leaf]

# --8<-- [start:same_draws]
torch.manual_seed(42)
b = torch.randn(1).to(device).requires_grad_()
w = torch.randn(1).to(device).requires_grad_()
print(b)
print(w)
print(b.is_leaf, w.is_leaf)
# --8<-- [end:same_draws]
