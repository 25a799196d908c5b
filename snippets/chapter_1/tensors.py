"""Tensors: shared memory, dtype, device, and tensors that can be trained."""

import numpy as np
import torch
from torch import nn, optim

from chapter_1.pytorch_pipeline import x_train

# --8<-- [start:figure]
import matplotlib.pyplot as plt

rows = {
    "array, from_numpy(array)": (np.array([99, 2, 3.0]), "C0"),
    "torch.tensor(array)": (torch.tensor([1, 2, 3.0], dtype=torch.float64), "C1"),
    "shared.float()": (torch.tensor([1, 2, 3.0]), "C2"),
}
plt.figure(figsize=(5, 3))
for row, (name, (numbers, colour)) in enumerate(rows.items()):
    size = numbers.itemsize
    plt.text(0, -row + 0.5, name)
    plt.text(24.5, -row + 0.2, f"{numbers.nbytes} bytes", va="center")
    for place, number in enumerate(numbers):
        corner = (place * size, -row)
        box = plt.Rectangle(corner, size, 0.4, fc=colour, ec="w", lw=2, alpha=0.6)
        plt.gca().add_patch(box)
        middle = corner[0] + size / 2
        plt.text(middle, -row + 0.2, f"{number:.0f}", ha="center", va="center")
plt.xlim(0, 31)
plt.ylim(-2.1, 0.8)
plt.axis("off")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:memory]
array = np.array([1.0, 2.0, 3.0])
shared = torch.from_numpy(array)
copied = torch.tensor(array)
single = shared.float()

array[0] = 99
print(shared)
print(copied)
print(single)
# --8<-- [end:memory]

# --8<-- [start:precision]
double = torch.from_numpy(x_train)
for data in (double, double.float()):
    print(data.dtype, data.nbytes, "bytes")
    print(f"  {data[0].item():.12f}")
# --8<-- [end:precision]

# --8<-- [start:two_types]
try:
    nn.Linear(1, 1)(double)
except RuntimeError as problem:
    print(f"RuntimeError: {problem}")
# --8<-- [end:two_types]

# --8<-- [start:prepared]
gpu = torch.cuda.is_available()
device = "cuda" if gpu else "cpu"
x_train_tensor = double.float().to(device)

for data in (x_train_tensor, double):
    print(data.dtype, data.device)
# --8<-- [end:prepared]

# --8<-- [start:accelerator]
from torch import accelerator

found = accelerator.current_accelerator(
    check_available=True,
)
any_device = found or torch.device("cpu")
print(any_device)
# --8<-- [end:accelerator]

# --8<-- [start:shapes]
scalar = torch.tensor(3.14)
vector = torch.tensor([3.14])
for tensor in (scalar, vector, x_train_tensor):
    print(tensor.ndim, tensor.shape)
# --8<-- [end:shapes]

# --8<-- [start:parameters]
torch.manual_seed(42)
b = torch.randn(1).to(device)
w = torch.randn(1).to(device)
b.requires_grad_()
w.requires_grad_()
print(f"b {b.item():.4f}, w {w.item():.4f}")
print(b.is_leaf, w.is_leaf)
# --8<-- [end:parameters]

# --8<-- [start:not_a_leaf]
early = torch.ones(1, requires_grad=True)
moved = early.to(torch.float64)
try:
    optim.SGD([moved], lr=0.1)
except ValueError as problem:
    print(f"ValueError: {problem}")
# --8<-- [end:not_a_leaf]
