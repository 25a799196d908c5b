"""The graph that PyTorch records while it computes: its nodes, and what they save."""

import torch

from chapter_1.pytorch_pipeline import device, x_train_tensor, y_train_tensor

# --8<-- [start:parameters]
torch.manual_seed(42)
b = torch.randn(1).to(device).requires_grad_()
w = torch.randn(1).to(device).requires_grad_()
x, y = x_train_tensor[0, 0], y_train_tensor[0, 0]
print(f"b {b.item():.4f}, w {w.item():.4f}, x {x.item():.4f}, y {y.item():.4f}")
# --8<-- [end:parameters]

# --8<-- [start:one_point]
product = w * x
yhat = b + product
error = yhat - y
loss = error**2

for result in (product, yhat, error, loss):
    name = result.grad_fn.name()
    print(name, f"{result.item():.4f}")
# --8<-- [end:one_point]

# --8<-- [start:figure]
from graphviz import Digraph

graph = Digraph()


def box(name, tensor, fill, operation=""):
    value = f"{name} = {tensor.item():.4f}"
    graph.node(name, f"{operation}{value}", fillcolor=fill)


def arrow(start, end, factor):
    """An arrow with its local derivative beside it."""
    style = {"fontsize": "12", "fontname": "Arial"}
    graph.edge(start, end, f"  {factor}", **style)


for name, leaf in {"w": w, "b": b}.items():
    box(name, leaf, "lightblue")
box("x", x, "orange", "saved by Mul\n")

results = {"product": product, "ŷ": yhat, "error": error, "loss": loss}
for name, result in results.items():
    operation = result.grad_fn.name().removesuffix("Backward0")
    fill = "darkolivegreen1" if name == "loss" else "lightgrey"
    box(name, result, fill, f"{operation}\n")

arrow("w", "product", "x")
graph.edge("x", "product", style="dashed", arrowhead="none")
arrow("product", "ŷ", "1")
arrow("b", "ŷ", "1")
arrow("ŷ", "error", "1")
arrow("error", "loss", "2 · error")
graph
# --8<-- [end:figure]

# --8<-- [start:backward]
loss.backward()
print("b:", b.grad)
print("w:", w.grad)
# --8<-- [end:backward]

# --8<-- [start:saved]
product = w * x
error = b + product - y
loss = error**2

mul, square = product.grad_fn, loss.grad_fn
print("x:", mul._saved_other is x)
print("error:", square._saved_self is error)
# --8<-- [end:saved]

# --8<-- [start:twice]
product = w * x
try:
    for epoch in range(2):
        loss = (b + product - y) ** 2
        loss.backward()
        print("epoch", epoch)
except RuntimeError as problem:
    print(f"RuntimeError: {problem}")
# --8<-- [end:twice]


# --8<-- [start:branch]
def penalty(error):
    if error.abs() < 1:
        return error**2
    return error.abs()


# --8<-- [end:branch]


# --8<-- [start:operations]
def operations(result):
    """The operations from a result back to the leaves."""
    found, waiting = [], [result.grad_fn]
    while waiting:
        node = waiting.pop()
        name = node.name().removesuffix("Backward0")
        if name != "torch::autograd::AccumulateGrad":
            found.append(name)
        waiting += [before for before, _ in node.next_functions if before]
    return found


# --8<-- [end:operations]

# --8<-- [start:two_graphs]
for i in (0, 1):
    yhat = b + w * x_train_tensor[i]
    error = yhat - y_train_tensor[i]
    print(f"error {error.item():.2f}:")
    print(operations(penalty(error)))
# --8<-- [end:two_graphs]

# --8<-- [start:all_points]
from torchviz import make_dot

errors = b + w * x_train_tensor - y_train_tensor
mse = (errors**2).mean()
make_dot(mse, params={"b": b, "w": w, "mse": mse})
# --8<-- [end:all_points]
