"""Chapter 1's regression with loaders: functions for an update, an epoch, an evaluation."""

# --8<-- [start:imports]
import io

import numpy as np
import torch
from torch import nn, optim
from torch.utils.data import DataLoader, Subset, TensorDataset
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
# --8<-- [end:synthetic_data]

# --8<-- [start:datasets]
x_tensor = torch.as_tensor(x).float()
y_tensor = torch.as_tensor(y).float()

points = TensorDataset(x_tensor, y_tensor)
train_set = Subset(points, train_idx)
val_set = Subset(points, val_idx)
# --8<-- [end:datasets]

# --8<-- [start:loaders]
generator = torch.Generator().manual_seed(42)
train_loader = DataLoader(
    train_set,
    batch_size=16,
    shuffle=True,
    generator=generator,
)
val_loader = DataLoader(val_set, batch_size=16)
# --8<-- [end:loaders]

# --8<-- [start:device]
device = "cuda" if torch.cuda.is_available() else "cpu"
# --8<-- [end:device]


# --8<-- [start:train_step]
def make_train_step(
    model,
    loss_fn,
    optimizer,
):
    def train_step(x, y):
        model.train()
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        return loss.item()

    return train_step


# --8<-- [end:train_step]


# --8<-- [start:train_epoch]
def train_epoch(train_step, loader):
    total, count = 0, 0
    for x, y in loader:
        x, y = x.to(device), y.to(device)
        total += train_step(x, y) * len(x)
        count += len(x)
    return total / count


# --8<-- [end:train_epoch]


# --8<-- [start:evaluate]
def evaluate(model, loss_fn, loader):
    model.eval()
    total, count = 0, 0
    with torch.no_grad():
        for x, y in loader:
            x = x.to(device)
            y = y.to(device)
            loss = loss_fn(model(x), y)
            total += loss.item() * len(x)
            count += len(x)
    return total / count


# --8<-- [end:evaluate]


# --8<-- [start:predict]
def predict(model, x):
    model.eval()
    x = torch.as_tensor(x).float()
    x = x.reshape(-1, 1).to(device)
    with torch.inference_mode():
        return model(x).cpu()


# --8<-- [end:predict]

# --8<-- [start:model_configuration]
lr = 0.1
n_epochs = 200

torch.manual_seed(42)
model = nn.Sequential(nn.Linear(1, 1))
model.to(device)

loss_fn = nn.MSELoss(reduction="mean")
optimizer = optim.SGD(
    model.parameters(),
    lr=lr,
)
train_step = make_train_step(
    model,
    loss_fn,
    optimizer,
)
# --8<-- [end:model_configuration]

# --8<-- [start:model_training]
losses, val_losses = [], []
for epoch in range(n_epochs):
    loss = train_epoch(train_step, train_loader)
    val_loss = evaluate(model, loss_fn, val_loader)
    losses.append(loss)
    val_losses.append(val_loss)

print(model.state_dict())
print(f"{losses[-1]:.4f} {val_losses[-1]:.4f}")
# --8<-- [end:model_training]

# --8<-- [start:checkpoint]
checkpoint = {
    "epoch": n_epochs,
    "model": model.state_dict(),
    "optimizer": optimizer.state_dict(),
    "generator": generator.get_state(),
    "losses": losses,
    "val_losses": val_losses,
}
file = io.BytesIO()
torch.save(checkpoint, file)
# --8<-- [end:checkpoint]

# --8<-- [start:prediction]
print(predict(model, [0.2, 0.5, 1.0]))
# --8<-- [end:prediction]
