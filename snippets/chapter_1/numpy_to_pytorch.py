"""The NumPy loop and the PyTorch loop, line by line: same steps, same minimum."""

import numpy as np
import torch
from torch import nn, optim

from chapter_1.numpy_pipeline import first_b as b, first_w as w, lr, n_epochs, x_train, y_train
from chapter_1.pytorch_pipeline import device, loss_fn, x_train_tensor, y_train_tensor


# --8<-- [start:numpy_losses]
def train_numpy(b, w):
    losses = []
    for epoch in range(n_epochs):
        error = b + w * x_train - y_train
        losses.append((error**2).mean())
        b_grad = 2 * error.mean()
        w_grad = 2 * (x_train * error).mean()
        b = b - lr * b_grad
        w = w - lr * w_grad
    return losses


by_numpy = train_numpy(b, w)
# --8<-- [end:numpy_losses]


# --8<-- [start:pytorch_losses]
def train_pytorch(model):
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
own_losses = train_pytorch(own_start)

same_start = nn.Sequential(nn.Linear(1, 1)).to(device)
nn.init.constant_(same_start[0].bias, b[0])
nn.init.constant_(same_start[0].weight, w[0])
same_losses = train_pytorch(same_start)
# --8<-- [end:pytorch_losses]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

plt.plot(by_numpy[:300], "C0", lw=5, alpha=0.5, label="NumPy")
plt.plot(own_losses[:300], "C1--", label="PyTorch, own start")
plt.plot(same_losses[:300], "k:", lw=2, label="PyTorch, NumPy's start")
plt.yscale("log")
plt.xlabel("epoch")
plt.ylabel("loss (MSE)")
plt.legend()
plt.show()
# --8<-- [end:figure]

# --8<-- [start:close]
same = np.isclose(same_losses, by_numpy)
print("equal:", same.sum(), "of", same.size)
# --8<-- [end:close]

# --8<-- [start:numpy_seed]
# Fixed here; without it, new in each run:
torch.manual_seed(7)
for run in (1, 2):
    np.random.seed(42)
    number = np.random.randn()
    weight = nn.Linear(1, 1).weight.item()
    print(f"{number=:.4f} {weight=:.4f}")
# --8<-- [end:numpy_seed]
