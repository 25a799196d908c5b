"""The graph that PyTorch records while it computes, as torchviz draws it and as we do."""

import torch

from chapter_1.pytorch_pipeline import device, x_train_tensor, y_train_tensor

# --8<-- [start:parameters]
torch.manual_seed(42)
b = torch.randn(1, requires_grad=True, dtype=torch.float, device=device)
w = torch.randn(1, requires_grad=True, dtype=torch.float, device=device)
# --8<-- [end:parameters]

# --8<-- [start:links]
yhat = b + w * x_train_tensor

print(yhat.grad_fn.name())
for operation, _ in yhat.grad_fn.next_functions:
    print("  from", operation.name())
# --8<-- [end:links]

# --8<-- [start:both_parameters]
from torchviz import make_dot

make_dot(yhat, params={"b": b, "w": w, "yhat": yhat})
# --8<-- [end:both_parameters]

# --8<-- [start:constant_b]
b_fixed = b.detach()
yhat = b_fixed + w * x_train_tensor
make_dot(yhat, params={"w": w, "yhat": yhat})
# --8<-- [end:constant_b]


# --8<-- [start:branch]
def loss_with_branch(threshold):
    error = b + w * x_train_tensor - y_train_tensor
    loss = (error**2).mean()
    if loss > threshold:
        return loss * 2
    return loss + error.abs().mean()


high = loss_with_branch(threshold=1)
low = loss_with_branch(threshold=100)
# --8<-- [end:branch]

# --8<-- [start:branch_taken]
make_dot(high, params={"b": b, "w": w, "high": high})
# --8<-- [end:branch_taken]

# --8<-- [start:branch_not_taken]
make_dot(low, params={"b": b, "w": w, "low": low})
# --8<-- [end:branch_not_taken]

# --8<-- [start:one_point]
x, y = x_train_tensor[0, 0], y_train_tensor[0, 0]
squared_error = (b + w * x - y) ** 2
squared_error.backward()
print(f"squared error: {squared_error.item():.4f}")
print(f"b: {b.item():.4f}, grad {b.grad.item():.4f}")
print(f"w: {w.item():.4f}, grad {w.grad.item():.4f}")
print(f"x: {x.item():.4f}")
# --8<-- [end:one_point]

# --8<-- [start:walk]
from graphviz import Digraph

graph = Digraph()
names = {b: "b", w: "w"}


def walk(operation):
    name = operation.name()
    label, fill = name.removesuffix("Backward0"), "lightgrey"
    if name == "torch::autograd::AccumulateGrad":
        leaf = operation.variable
        value, grad = leaf.item(), leaf.grad.item()
        label = f"{names[leaf]} = {value:.4f}\ngrad {grad:.4f}"
        fill = "lightblue"
    graph.node(str(id(operation)), label, fillcolor=fill)
    for previous, _ in operation.next_functions:
        if previous:
            walk(previous)
            graph.edge(str(id(previous)), str(id(operation)))


walk(squared_error.grad_fn)
graph
# --8<-- [end:walk]

# --8<-- [start:twice]
try:
    squared_error.backward()
except RuntimeError as error:
    print("RuntimeError:", str(error).split(". ")[0])
# --8<-- [end:twice]
