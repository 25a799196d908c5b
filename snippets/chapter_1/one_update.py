"""Updates in PyTorch from the start of the NumPy pipeline: one step by step, then 1000 epochs."""

import numpy as np
from torch import nn, optim

from chapter_0.pipeline import first_b as b, first_w as w
from chapter_1.pytorch_pipeline import device, x_train_tensor, y_train_tensor

# --8<-- [start:start]
# Step 0: start from the same parameters
model = nn.Linear(1, 1).to(device)
bias, weight = model.bias, model.weight
nn.init.constant_(bias, b[0])
nn.init.constant_(weight, w[0])
print(bias.detach(), weight.detach())
# --8<-- [end:start]

# --8<-- [start:forward_pass]
# Step 1: the model's predictions
yhat = model(x_train_tensor)
# --8<-- [end:forward_pass]

# --8<-- [start:loss]
# Step 2: the loss, errors and all
loss_fn = nn.MSELoss()
loss = loss_fn(yhat, y_train_tensor)
print(loss.detach())
# --8<-- [end:loss]

# --8<-- [start:gradients]
# Step 3: one gradient per parameter
loss.backward()
b_grad, w_grad = bias.grad, weight.grad
print(b_grad, w_grad)
# --8<-- [end:gradients]

# --8<-- [start:update]
# Step 4: a step against each gradient
lr = 0.1
optimizer = optim.SGD([bias, weight], lr)
optimizer.step()
optimizer.zero_grad()
print(bias.detach(), weight.detach())
# --8<-- [end:update]

# --8<-- [start:training_loop]
np.random.seed(42)
nn.init.constant_(bias, np.random.randn())
nn.init.constant_(weight, np.random.randn())
lr = 0.1
n_epochs = 1000
optimizer = optim.SGD([bias, weight], lr)

for epoch in range(n_epochs):
    model.train()
    yhat = model(x_train_tensor)
    loss = loss_fn(yhat, y_train_tensor)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()

print(bias.detach(), weight.detach())
# --8<-- [end:training_loop]
