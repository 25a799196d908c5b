"""A loss function is made once, by calling the class, and then called with data."""

import torch
from torch import nn, optim

from chapter_1.pytorch_pipeline import device, x_train, x_train_tensor, y_train_tensor

# --8<-- [start:predictions]
torch.manual_seed(42)
b = torch.randn(1, requires_grad=True, device=device)
w = torch.randn(1, requires_grad=True, device=device)
yhat = b + w * x_train_tensor
# --8<-- [end:predictions]


# --8<-- [start:maker]
def make_mse(reduce):
    def mse(yhat, y):
        return reduce((yhat - y) ** 2)

    return mse


own_mean = make_mse(torch.mean)
own_sum = make_mse(torch.sum)
print(f"mean {own_mean(yhat, y_train_tensor).item():.4f}")
print(f"sum  {own_sum(yhat, y_train_tensor).item():.2f}")
# --8<-- [end:maker]

# --8<-- [start:torch_maker]
loss_fn = nn.MSELoss(reduction="mean")
print(loss_fn, callable(loss_fn))

loss = loss_fn(yhat, y_train_tensor)
print(f"mean {loss.item():.4f}")
# --8<-- [end:torch_maker]

# --8<-- [start:class_called]
try:
    nn.MSELoss(yhat, y_train_tensor)
except RuntimeError as error:
    print(f"RuntimeError: {error}")
# --8<-- [end:class_called]

# --8<-- [start:reductions]
squares = nn.MSELoss(reduction="none")(yhat, y_train_tensor)
total = nn.MSELoss(reduction="sum")(yhat, y_train_tensor)

print("none", tuple(squares.shape), f"first: {squares[0].item():.4f}")
print("sum ", tuple(total.shape), f"{total.item():.2f}")
print("mean", tuple(loss.shape), f"{loss.item():.4f}")
print(f"sum / mean = {total.item() / loss.item():.0f}")
# --8<-- [end:reductions]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

heights = squares.detach().cpu()
plt.vlines(x_train, 0, heights, color="C3", lw=1)
plt.plot(x_train, heights, "oC3", ms=4, label="none: one square a point")
plt.axhline(loss.item(), color="k", ls="--", label="mean: one number")
plt.xlabel("x")
plt.ylabel("squared error")
plt.ylim(bottom=0)
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:number]
print("loss:    ", loss)
print("detach():", loss.detach())
print("item():  ", type(loss.item()).__name__, f"{loss.item():.4f}")
# --8<-- [end:number]

# --8<-- [start:numpy]
try:
    loss.numpy()
except RuntimeError as error:
    print(f"RuntimeError: {error}")
# --8<-- [end:numpy]

# --8<-- [start:flat]
import warnings

flat_y = y_train_tensor[:, 0]
print(tuple(yhat.shape), tuple(flat_y.shape))

optimizer = optim.SGD([b, w], lr=0.1)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for epoch in range(1000):
        yhat = b + w * x_train_tensor
        loss_fn(yhat, flat_y).backward()
        optimizer.step()
        optimizer.zero_grad()

print(f"{caught[0].category.__name__}: {caught[0].message}")
print(f"after 1000 epochs: b {b.item():.4f}, w {w.item():z.4f}")
print(f"mean of y: {flat_y.mean().item():.4f}")
# --8<-- [end:flat]
