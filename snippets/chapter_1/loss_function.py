"""A loss function is made once, by calling the class, and then called with data."""

import torch
from torch import nn

from chapter_1.pytorch_pipeline import device, x_train_tensor, y_train_tensor

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
from graphviz import Digraph

graph = Digraph()
once = {"fillcolor": "lightblue"}
each = {"fillcolor": "darkolivegreen1"}
graph.node("settings", 'the settings:\nreduction="mean"', fillcolor="orange")
graph.node("make", "once, before training:\nnn.MSELoss(…)", **once)
graph.node("loss_fn", "loss_fn", **once)
graph.node("data", "predictions and targets:\nyhat, y", fillcolor="orange")
graph.node("call", "in each epoch:\nloss_fn(yhat, y)", **each)
graph.node("loss", f"the loss:\n{nn.MSELoss()(yhat, y).item():.4f}", **each)
graph.edge("settings", "make")
graph.edge("make", "loss_fn")
graph.edge("loss_fn", "call")
graph.edge("data", "call")
graph.edge("call", "loss")
graph
# --8<-- [end:figure]

# --8<-- [start:torch_maker]
loss_fn = nn.MSELoss(reduction="mean")
print(loss_fn, loss_fn.reduction)

loss = loss_fn(yhat, y)
print(f"first: {loss.item():.4f}")
perfect = loss_fn(y, y)
print(f"perfect: {perfect.item():.4f}")
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
except RuntimeError as problem:
    print(f"RuntimeError: {problem}")
# --8<-- [end:class_called]

# --8<-- [start:numpy]
try:
    loss.numpy()
except RuntimeError as problem:
    print(f"RuntimeError: {problem}")
# --8<-- [end:numpy]

# --8<-- [start:flat]
flat_y = y[:, 0]
line = 1 + 2 * x_train_tensor
level = torch.full_like(line, y.mean())

print(f"line  {loss_fn(line, flat_y):.4f}")
print(f"level {loss_fn(level, flat_y):.4f}")
print((line - flat_y).shape)
# --8<-- [end:flat]
