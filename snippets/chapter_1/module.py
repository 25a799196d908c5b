"""A module holds parameters in __init__ and says in forward how to predict with them."""

import torch
from torch import nn, optim

from chapter_1.pytorch_pipeline import device, x_train_tensor, y_train_tensor


# --8<-- [start:manual]
class ManualLinearRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.b = nn.Parameter(torch.randn(1))
        self.w = nn.Parameter(torch.randn(1))

    def forward(self, x):
        return self.b + self.w * x


torch.manual_seed(42)
manual = ManualLinearRegression().to(device)
for name, parameter in manual.named_parameters():
    print(f"{name}: {parameter.item():.4f}")
print("predictions:", tuple(manual(x_train_tensor).shape))
# --8<-- [end:manual]


# --8<-- [start:linear]
class LinearRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(1, 1)

    def forward(self, x):
        return self.linear(x)


torch.manual_seed(42)
model = LinearRegression().to(device)
for name, parameter in model.named_parameters():
    print(f"{name}: {tuple(parameter.shape)}, {parameter.item():.4f}")
# --8<-- [end:linear]

# --8<-- [start:figure]
import matplotlib.pyplot as plt


def box(x, y, width, height, color, *lines):
    edge = plt.Rectangle((x, y), width, height, ec=color, fc="none", lw=2)
    plt.gca().add_patch(edge)
    for row, line in enumerate(lines, 1):
        plt.text(x + 0.2, y + height - 0.58 * row, line)


plt.figure(figsize=(5, 3))
box(0.1, 0.1, 9.8, 5.6, "k", "model: LinearRegression", "forward(x) returns linear(x)")
box(0.6, 0.5, 8.8, 3.5, "gray", "linear: nn.Linear(1, 1)")
left = 1.1
for name, parameter in model.linear.named_parameters():
    shape, value = tuple(parameter.shape), parameter.item()
    rows = (name, f"shape {shape}", f"value {value:.4f}")
    box(left, 0.9, 3.7, 2.1, "C1", *rows)
    left += 4.1
plt.axis((0, 10, 0, 5.8))
plt.axis("off")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:state]
print(model.state_dict())

twin = LinearRegression().to(device)
twin.load_state_dict(model.state_dict())
same = torch.equal(twin(x_train_tensor), model(x_train_tensor))
print("same predictions:", same)
# --8<-- [end:state]


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


# --8<-- [start:no_return]
class ForgetfulRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(1, 1)

    def forward(self, x):
        self.linear(x)


forgetful = ForgetfulRegression().to(device)
yhat = forgetful(x_train_tensor)
print(yhat)
try:
    nn.MSELoss()(yhat, y_train_tensor)
except AttributeError as error:
    print(f"AttributeError: {error}")
# --8<-- [end:no_return]


# --8<-- [start:plain]
class PlainRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.b = torch.randn(1, requires_grad=True)
        self.w = torch.randn(1, requires_grad=True)

    def forward(self, x):
        return self.b + self.w * x


plain = PlainRegression()
print(list(plain.parameters()))
try:
    optim.SGD(plain.parameters(), lr=0.1)
except ValueError as error:
    print(f"ValueError: {error}")
# --8<-- [end:plain]
