"""The NumPy loop and the PyTorch loop side by side: same steps, same minimum."""

import numpy as np
import torch
from torch import nn, optim

from chapter_1.numpy_pipeline import b, lr, n_epochs, w, x_train, y_train
from chapter_1.pytorch_pipeline import device, loss_fn, model, x_train_tensor, y_train_tensor

# --8<-- [start:compare]
bias = model[0].bias.item()
weight = model[0].weight.item()
print(f"NumPy   {b[0]:.4f} {w[0]:.4f}")
print(f"PyTorch {bias:.4f} {weight:.4f}")
print(w.dtype, model[0].weight.dtype)
# --8<-- [end:compare]

# --8<-- [start:numpy_losses]
np.random.seed(42)
first_b, first_w = np.random.randn(2)

b, w = first_b, first_w
numpy_losses = []
for epoch in range(n_epochs):
    error = b + w * x_train - y_train
    numpy_losses.append((error**2).mean())
    b_grad = 2 * error.mean()
    w_grad = 2 * (x_train * error).mean()
    b = b - lr * b_grad
    w = w - lr * w_grad
# --8<-- [end:numpy_losses]


# --8<-- [start:pytorch_losses]
def pytorch_losses(model):
    optimizer = optim.SGD(model.parameters(), lr=lr)
    losses = []
    for epoch in range(n_epochs):
        model.train()
        yhat = model(x_train_tensor)
        loss = loss_fn(yhat, y_train_tensor)
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    return losses


torch.manual_seed(42)
own_start = nn.Sequential(nn.Linear(1, 1)).to(device)
own_losses = pytorch_losses(own_start)

same_start = nn.Sequential(nn.Linear(1, 1)).to(device)
nn.init.constant_(same_start[0].bias, first_b)
nn.init.constant_(same_start[0].weight, first_w)
same_losses = pytorch_losses(same_start)

columns = numpy_losses, own_losses, same_losses
# --8<-- [end:pytorch_losses]

# --8<-- [start:table]
print("epoch  NumPy   own     same start")
for i in (0, 1, 9, 99, 999):
    row = [f"{c[i]:.4f}" for c in columns]
    print(f"{i + 1:5}", *row, sep="  ")
# --8<-- [end:table]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

plt.plot(numpy_losses[:300], "C0", lw=5, alpha=0.5, label="NumPy")
plt.plot(own_losses[:300], "C1--", label="PyTorch, own start")
plt.plot(same_losses[:300], "k:", lw=2, label="PyTorch, NumPy's start")
plt.yscale("log")
plt.xlabel("epoch")
plt.ylabel("loss (MSE)")
plt.legend()
plt.show()
# --8<-- [end:figure]

# --8<-- [start:dtype]
x = torch.as_tensor(x_train)
try:
    nn.Linear(1, 1)(x)
except RuntimeError as error:
    print(f"RuntimeError: {error}")
# --8<-- [end:dtype]

# --8<-- [start:numpy_seed]
torch.manual_seed(42)  # a known state
for run in (1, 2):
    np.random.seed(42)
    number = np.random.randn()
    layer = nn.Linear(1, 1)
    weight = layer.weight.item()
    print(f"{number:.4f} {weight:.4f}")
# --8<-- [end:numpy_seed]
