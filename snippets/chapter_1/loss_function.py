"""A loss function is made once, by calling the class, and then called with data."""

import torch
from torch import nn

from chapter_1.pytorch_pipeline import device, x_train, x_train_tensor, y_train_tensor

# --8<-- [start:predictions]
import warnings

y = y_train_tensor

torch.manual_seed(42)
b = torch.randn(1).to(device).requires_grad_()
w = torch.randn(1).to(device).requires_grad_()
yhat = b + w * x_train_tensor


# For the last trap in view: print a warning's first sentence with the rest of the output.
def show(warning, *where):
    print("UserWarning:", str(warning).split(". ")[0])


warnings.showwarning = show
warnings.simplefilter("default", UserWarning)
# --8<-- [end:predictions]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

heights = ((yhat - y) ** 2).detach().cpu()
plt.vlines(x_train, 0, heights, color="C3", lw=1)
plt.plot(x_train, heights, "oC3", ms=4, label="one point's square")
plt.axhline(heights.mean(), color="k", ls="--", label="their mean: the loss")
plt.xlabel("x")
plt.ylabel("squared error")
plt.ylim(0, 8.5)
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:torch_maker]
loss_fn = nn.MSELoss(reduction="mean")
print(loss_fn)

loss = loss_fn(yhat, y)
print(f"{loss.item():.4f}")
# --8<-- [end:torch_maker]

# --8<-- [start:functional]
import torch.nn.functional as F

print(f"{F.mse_loss(yhat, y).item():.4f}")
# --8<-- [end:functional]


# --8<-- [start:maker]
def make_mse(reduce):
    def mse(yhat, y):
        return reduce((yhat - y) ** 2)

    return mse


own_mean = make_mse(torch.mean)
own_sum = make_mse(torch.sum)
print(f"mean {own_mean(yhat, y).item():.4f}")
print(f"sum  {own_sum(yhat, y).item():.2f}")
# --8<-- [end:maker]

# --8<-- [start:reductions]
twos = torch.full((4, 3), 2.0)
zeros = torch.zeros(4, 3)
for reduction in ("none", "sum", "mean"):
    made = nn.MSELoss(reduction=reduction)
    print(reduction, made(twos, zeros))
# --8<-- [end:reductions]

# --8<-- [start:number]
print(loss)
print(loss.detach())
print(round(loss.item(), 4))
# --8<-- [end:number]

# --8<-- [start:class_called]
try:
    nn.MSELoss(yhat, y)
except RuntimeError as error:
    print(f"RuntimeError: {error}")
# --8<-- [end:class_called]

# --8<-- [start:numpy]
try:
    loss.numpy()
except RuntimeError as error:
    print(f"RuntimeError: {error}")
# --8<-- [end:numpy]

# --8<-- [start:flat]
flat_y = y[:, 0]
line = 1 + 2 * x_train_tensor
level = torch.full_like(line, y.mean())

print(f"line  {loss_fn(line, flat_y):.4f}")
print(f"level {loss_fn(level, flat_y):.4f}")
print((line - flat_y).shape)
# --8<-- [end:flat]
