"""Binary cross-entropy in two forms and in PyTorch, and what swapped arguments or logits do."""

from chapter_3.pipeline import device, x_train_tensor, y_train_tensor

# --8<-- [start:figure]
import matplotlib.pyplot as plt
import numpy as np

fig, axes = plt.subplots(figsize=(5, 3), layout="constrained")
fine = np.linspace(0.005, 0.995, 199)
axes.plot(fine, -np.log(fine), "C1", label="label 1: $-\\ln p$")
axes.plot(fine, -np.log(1 - fine), "C0--", label="label 0: $-\\ln(1 - p)$")
axes.plot(0.9, -np.log(0.9), "C1^")
axes.plot([0.2, 0.6], -np.log([0.8, 0.4]), "C0o")
axes.set(xlabel="predicted probability $p$", ylabel="loss of the point", ylim=(-0.15, 5))
axes.legend(loc="upper center")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:by_case]
import torch
from torch import nn

p = torch.tensor([0.9, 0.2, 0.6])
y = torch.tensor([1.0, 0.0, 0.0])

q = torch.where(y == 1, p, 1 - p)
print(-torch.log(q))
# --8<-- [end:by_case]

# --8<-- [start:in_one]
first = y * torch.log(p)
second = (1 - y) * torch.log(1 - p)
losses = -(first + second)

loss_fn = nn.BCELoss()
loss = loss_fn(p, y)
print(f"{losses.mean():.4f} {loss:.4f}")
print(f"{torch.exp(-loss):.4f}")
# --8<-- [end:in_one]

points = losses
mean = loss

# --8<-- [start:worth]
for q in (0.99, 0.9, 0.5, 0.1, 0.01):
    cost = -np.log(q)
    print(f"given {q:.2f}: {cost:.4f}")
# --8<-- [end:worth]

# --8<-- [start:swapped]
swapped = loss_fn(y, p)
print(f"{swapped:.4f}")
# --8<-- [end:swapped]

# --8<-- [start:logits]
z = torch.tensor([2.0, -1.0, 0.5])
try:
    loss_fn(z, y)
except RuntimeError as error:
    print(f"RuntimeError: {error}")
# --8<-- [end:logits]

# --8<-- [start:swapped_training]
from torch import optim

torch.manual_seed(42)
model = nn.Sequential(
    nn.Linear(2, 1),
    nn.Sigmoid(),
)
model.to(device)
optimizer = optim.SGD(model.parameters(), lr=1)
try:
    for epoch in range(2):
        p = model(x_train_tensor)
        loss = loss_fn(y_train_tensor, p)
        print(f"loss {loss.item():.4f}")
        loss.backward()
        print(model[0].bias.grad)
        optimizer.step()
        optimizer.zero_grad()
except RuntimeError as error:
    print(f"RuntimeError: {error}")
# --8<-- [end:swapped_training]
