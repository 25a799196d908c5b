"""Updates in PyTorch from the start of the NumPy pipeline: one step by step, then 1000 epochs."""

import numpy as np

from chapter_0.pipeline import first_b, first_w, loss, x_train, y_train

# --8<-- [start:array]
print(x_train.dtype)
# --8<-- [end:array]

# --8<-- [start:tensor]
import torch
from torch import nn, optim

torch.set_printoptions(precision=6)
cuda = torch.cuda.is_available()
device = "cuda" if cuda else "cpu"

x_train_t = torch.as_tensor(x_train)
x_train_t = x_train_t.float().to(device)
y_train_t = torch.as_tensor(y_train)
y_train_t = y_train_t.float().to(device)
print(x_train_t.dtype)
# --8<-- [end:tensor]

# --8<-- [start:start]
# Step 0: start from NumPy's numbers
np.random.seed(42)
b_start, w_start = np.random.randn(2)

model = nn.Linear(1, 1).to(device)
bias, weight = model.bias, model.weight
nn.init.constant_(bias, b_start)
nn.init.constant_(weight, w_start)
print(bias.detach(), weight.detach())

loss_fn = nn.MSELoss()
optimizer = optim.SGD(
    model.parameters(),
    lr=0.1,
)
# --8<-- [end:start]

# --8<-- [start:forward_pass]
# Step 1: the model's predictions
yhat_t = model(x_train_t)
print(yhat_t[0].detach())
# --8<-- [end:forward_pass]

yhat = first_b + first_w * x_train

# --8<-- [start:numpy_prediction]
print(yhat[0])
# --8<-- [end:numpy_prediction]

# --8<-- [start:loss]
# Step 2: the loss, errors included
loss_t = loss_fn(yhat_t, y_train_t)
print(loss_t.detach())
# --8<-- [end:loss]

# --8<-- [start:gradients]
# Step 3: one gradient per parameter
loss_t.backward()
print(bias.grad, weight.grad)
# --8<-- [end:gradients]

# --8<-- [start:update]
# Step 4: a step, and clear gradients
optimizer.step()
optimizer.zero_grad()
print(bias.detach(), weight.detach())
# --8<-- [end:update]

# --8<-- [start:training_loop]
nn.init.constant_(bias, b_start)
nn.init.constant_(weight, w_start)
n_epochs = 1000

for epoch in range(n_epochs):
    model.train()
    yhat_t = model(x_train_t)
    loss_t = loss_fn(yhat_t, y_train_t)
    loss_t.backward()
    optimizer.step()
    optimizer.zero_grad()

print(bias.detach(), weight.detach())
# --8<-- [end:training_loop]

# --8<-- [start:numpy_loss]
print(f"{loss:.8f}")
# --8<-- [end:numpy_loss]

# --8<-- [start:pytorch_loss]
print(f"{loss_t.item():.8f}")
# --8<-- [end:pytorch_loss]
