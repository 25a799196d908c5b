"""New data need the scale, shape and type of the training data; the scaler belongs to the model."""

from chapter_2.pipeline import (
    device,
    evaluate,
    make_train_step,
    predict,
    train_idx,
    val_loader,
    x_tensor,
    y_tensor,
)

# --8<-- [start:line]
import io

import torch
from torch import nn, optim

x = x_tensor[train_idx].to(device)
y = y_tensor[train_idx].to(device)
loss_fn = nn.MSELoss()


def fit(model, x):
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    train_step = make_train_step(
        model,
        loss_fn,
        optimizer,
    )
    for epoch in range(1000):
        train_step(x, y)


# correction=0: divided by n, as StandardScaler does
mean, std = x.mean(0), x.std(0, correction=0)

torch.manual_seed(42)
line = nn.Sequential(nn.Linear(1, 1)).to(device)
fit(line, (x - mean) / std)
# --8<-- [end:line]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

grid = torch.linspace(0, 1, 2)[:, None]
scaled = (grid - mean.cpu()) / std.cpu()
fig, axes = plt.subplots(figsize=(5, 3.2), layout="constrained")
axes.scatter(x.cpu(), y.cpu(), s=14, color="gray", alpha=0.6, label="training points")
axes.plot(grid, predict(line, scaled), "C0", lw=2, label="given standardised features")
axes.plot(grid, predict(line, grid), "C1--", lw=2, label="given raw features")
axes.set(xlabel="x", ylabel="y")
axes.legend()
plt.show()
# --8<-- [end:figure]

# --8<-- [start:raw]
print(predict(line, [0.0, 0.5, 1.0]))
loss = evaluate(line, loss_fn, val_loader)
print(f"validation loss {loss:.4f}")
# --8<-- [end:raw]

raw_loss = loss


# --8<-- [start:standardise]
class Standardise(nn.Module):
    def __init__(self, mean, std):
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("std", std)

    def forward(self, x):
        return (x - self.mean) / self.std


def new_model(mean, std):
    return nn.Sequential(
        Standardise(mean, std),
        nn.Linear(1, 1),
    ).to(device)


model = new_model(mean, std)
fit(model, x)  # x as it is
print(predict(model, [0.0, 0.5, 1.0]))
loss = evaluate(model, loss_fn, val_loader)
print(f"validation loss {loss:.4f}")
# --8<-- [end:standardise]

# --8<-- [start:load]
file = io.BytesIO()
torch.save(model.state_dict(), file)
file.seek(0)

state = torch.load(file)
for name, value in state.items():
    print(f"{name:8} {value.item():.4f}")

loaded = new_model(torch.zeros(1), torch.ones(1))
loaded.load_state_dict(state)
print(predict(loaded, [0.0, 0.5, 1.0]))
# --8<-- [end:load]

# --8<-- [start:no_column]
new = torch.tensor([0.0, 0.5, 1.0])
try:
    model(new.to(device))
except RuntimeError as error:
    print("RuntimeError:", error)
# --8<-- [end:no_column]

# --8<-- [start:inference_tensor]
made = predict(model, [0.0, 0.5, 1.0])
other = nn.Linear(1, 1)
try:
    other(made)
except RuntimeError as error:
    print("RuntimeError:", error)
# --8<-- [end:inference_tensor]
