"""The same linear regression in PyTorch: data preparation, model configuration, model training."""

# --8<-- [start:imports]
import numpy as np
import torch
from torch import nn, optim
# --8<-- [end:imports]

# --8<-- [start:synthetic_data]
true_b = 1
true_w = 2
N = 100

np.random.seed(42)
x = np.random.rand(N, 1)
e = 0.1 * np.random.randn(N, 1)
y = true_b + true_w * x + e

idx = np.arange(N)
np.random.shuffle(idx)
train_idx, val_idx = idx[: int(0.8 * N)], idx[int(0.8 * N) :]

x_train, y_train = x[train_idx], y[train_idx]
x_val, y_val = x[val_idx], y[val_idx]
# --8<-- [end:synthetic_data]

# --8<-- [start:data_preparation]
device = "cuda" if torch.cuda.is_available() else "cpu"

x_train_tensor = torch.as_tensor(x_train).float().to(device)
y_train_tensor = torch.as_tensor(y_train).float().to(device)
# --8<-- [end:data_preparation]

# --8<-- [start:model_configuration]
lr = 0.1
n_epochs = 1000

# Step 0: the layer starts from random parameters
torch.manual_seed(42)
model = nn.Sequential(nn.Linear(1, 1)).to(device)

loss_fn = nn.MSELoss(reduction="mean")
optimizer = optim.SGD(model.parameters(), lr=lr)
print(model.state_dict())
# --8<-- [end:model_configuration]

# --8<-- [start:model_training]
for epoch in range(n_epochs):
    model.train()

    # Step 1: forward pass
    yhat = model(x_train_tensor)

    # Step 2: loss
    loss = loss_fn(yhat, y_train_tensor)

    # Step 3: gradients
    loss.backward()

    # Step 4: update, clear the gradients
    optimizer.step()
    optimizer.zero_grad()

print(model.state_dict())
# --8<-- [end:model_training]
