"""A module holds parameters in __init__ and says in forward how to predict with them."""

import torch
from torch import nn, optim

from chapter_1.pytorch_pipeline import device, x_train_tensor, y_train_tensor


# --8<-- [start:figure]
import matplotlib.pyplot as plt

looks = {
    "model": {"ec": "k", "lw": 2},
    "layer": {"ec": "gray", "lw": 2},
    "parameter": {"ec": "C1", "lw": 2},
    "buffer": {"ec": "C0", "lw": 2, "ls": "--"},
}


def box(kind, x, y, width, height, *lines):
    plt.gca().add_patch(plt.Rectangle((x, y), width, height, fc="none", **looks[kind]))
    for row, line in enumerate(lines, 1):
        plt.text(x + 0.25, y + height - 0.62 * row, line)


plt.figure(figsize=(3.4, 1.9))
box("model", 0.1, 0.1, 6.6, 3.5, "Line", "forward: b + w · x")
box("parameter", 0.5, 0.4, 2.7, 1.6, "b", "parameter")
box("parameter", 3.6, 0.4, 2.7, 1.6, "w", "parameter")
plt.axis((0, 6.8, 0, 3.7))
plt.axis("off")
plt.show()
# --8<-- [end:figure]


# --8<-- [start:fit]
def fit(model):
    model.to(device)
    before = {name: value.item() for name, value in model.state_dict().items()}
    loss_fn = nn.MSELoss()
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    for epoch in range(1000):
        loss = loss_fn(model(x_train_tensor), y_train_tensor)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    for name, value in model.state_dict().items():
        print(f"{name:13} {before[name]:7.4f} -> {value.item():.4f}")


torch.manual_seed(42)
# --8<-- [end:fit]


# --8<-- [start:manual]
class Line(nn.Module):
    def __init__(self):
        super().__init__()
        self.b = nn.Parameter(torch.rand(1))
        self.w = nn.Parameter(torch.rand(1))

    def forward(self, x):
        return self.b + self.w * x


line = Line()
fit(line)
# --8<-- [end:manual]


# --8<-- [start:figure_centred]
plt.figure(figsize=(5, 2.5))
box("model", 0.1, 0.1, 9.8, 4.7, "CentredLine", "forward: linear(x − mu)")
box("buffer", 0.5, 0.4, 2.5, 2.8, "mu", "buffer")
box("layer", 3.3, 0.4, 6.3, 2.8, "linear: nn.Linear(1, 1)")
box("parameter", 3.6, 0.7, 2.7, 1.6, "weight", "parameter")
box("parameter", 6.6, 0.7, 2.7, 1.6, "bias", "parameter")
plt.axis((0, 10, 0, 4.9))
plt.axis("off")
plt.show()
# --8<-- [end:figure_centred]


# --8<-- [start:centred]
class CentredLine(nn.Module):
    def __init__(self, mu):
        super().__init__()
        self.register_buffer("mu", mu)
        self.linear = nn.Linear(1, 1)

    def forward(self, x):
        return self.linear(x - self.mu)


model = CentredLine(x_train_tensor.mean())
fit(model)
# --8<-- [end:centred]


# --8<-- [start:hook]
def report(module, inputs, output):
    print("  the hook saw", tuple(output.shape))


handle = model.register_forward_hook(report)
print("model.forward(x)")
model.forward(x_train_tensor)
print("model(x)")
model(x_train_tensor)
handle.remove()
# --8<-- [end:hook]


# --8<-- [start:no_super]
class NoInit(nn.Module):
    def __init__(self):
        self.linear = nn.Linear(1, 1)


try:
    NoInit()
except AttributeError as error:
    print(f"AttributeError: {error}")
# --8<-- [end:no_super]


# --8<-- [start:plain]
class Plain(nn.Module):
    def __init__(self):
        super().__init__()
        w = torch.ones(1)
        self.w = w.requires_grad_()


try:
    optim.SGD(Plain().parameters(), lr=0.1)
except ValueError as error:
    print(f"ValueError: {error}")
# --8<-- [end:plain]


# --8<-- [start:no_return]
class NoReturn(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(1, 1)

    def forward(self, x):
        self.linear(x)


forgetful = NoReturn().to(device)
yhat = forgetful(x_train_tensor)
print(yhat)
try:
    nn.MSELoss()(yhat, y_train_tensor)
except AttributeError as error:
    print(f"AttributeError: {error}")
# --8<-- [end:no_return]
