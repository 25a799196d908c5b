"""The finished program in its three parts, another model in the second, and two wrong names."""

import torch
from torch import nn, optim

from chapter_1.pytorch_pipeline import device, loss_fn, lr, model, n_epochs, optimizer
from chapter_1.pytorch_pipeline import x_train, x_train_tensor, x_val, y_train_tensor, y_val

# --8<-- [start:figure_parts]
import matplotlib.pyplot as plt

parts = [
    ("data preparation", "from raw data to tensors", "C0"),
    ("model configuration", "every choice, made once", "C1"),
    ("model training", "steps 1 to 4, again and again", "k"),
]
arrow = {"arrowstyle": "->", "color": "k", "linewidth": 1.5}
plt.figure(figsize=(4.4, 5.2))
for i, (part, does, color) in enumerate(parts):
    look = {"facecolor": "w", "edgecolor": color, "linewidth": 2}
    plt.gca().add_patch(plt.Rectangle((0, -2 * i - 0.45), 0.7, 0.9, **look))
    plt.text(0.35, 0.17 - 2 * i, part, ha="center", va="center", weight="bold")
    plt.text(0.35, -0.17 - 2 * i, does, ha="center", va="center")
flows = ["device", "model, loss_fn,\noptimizer, n_epochs", "trained model"]
for i, names in enumerate(flows):
    plt.annotate("", (0.1, -1.55 - 2 * i), (0.1, -0.45 - 2 * i), arrowprops=arrow)
    plt.text(0.14, -1 - 2 * i, names, va="center")
plt.plot([0.7, 0.9, 0.9], [0, 0, -4], color="k", linewidth=1.5)
plt.annotate("", (0.7, -4), (0.905, -4), arrowprops=arrow)
plt.text(0.57, -1, "x_train_tensor\ny_train_tensor", va="center")
plt.axis((-0.02, 0.92, -5.6, 0.5))
plt.axis("off")
plt.show()
# --8<-- [end:figure_parts]

# --8<-- [start:train]
x_val_tensor = torch.as_tensor(x_val).float().to(device)
y_val_tensor = torch.as_tensor(y_val).float().to(device)


def train(model, optimizer):
    losses, val_losses = [], []
    for epoch in range(n_epochs):
        model.eval()
        with torch.no_grad():
            yhat = model(x_val_tensor)
            val_loss = loss_fn(yhat, y_val_tensor)

        model.train()
        yhat = model(x_train_tensor)
        loss = loss_fn(yhat, y_train_tensor)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()

        losses.append(loss.item())
        val_losses.append(val_loss.item())
    return losses, val_losses


# --8<-- [end:train]

# --8<-- [start:two_models]
torch.manual_seed(42)
line = nn.Sequential(nn.Linear(1, 1)).to(device)
network = nn.Sequential(
    nn.Linear(1, 8),
    nn.ReLU(),
    nn.Linear(8, 1),
).to(device)

curves = {}
for name, part in (("line", line), ("network", network)):
    descent = optim.SGD(part.parameters(), lr=lr)
    curves[name] = train(part, descent)
    losses, val_losses = curves[name]
    print(f"{name:7} training {losses[-1]:.4f}", end=" ")
    print(f"validation {val_losses[-1]:.4f}")
# --8<-- [end:two_models]

# --8<-- [start:figure_losses]
losses, val_losses = curves["line"]
plt.plot(losses[:300], "C0", label="training set")
plt.plot(val_losses[:300], "C3--", label="validation set")
plt.yscale("log")
plt.xlabel("epoch")
plt.ylabel("loss (MSE)")
plt.legend()
plt.show()
# --8<-- [end:figure_losses]

# --8<-- [start:to_tensor]
try:
    x_train_tensor = torch.to_tensor(x_train).float().to(device)
except AttributeError as error:
    print(f"AttributeError: {error}")
# --8<-- [end:to_tensor]

# --8<-- [start:shadowed]
del optimizer  # as in a fresh program

optim = optim.SGD(model.parameters(), lr=lr)
try:
    optimizer.step()
except NameError as error:
    print(f"NameError: {error}")
# --8<-- [end:shadowed]

# --8<-- [start:twice]
try:
    optim = optim.SGD(model.parameters(), lr=lr)
except AttributeError as error:
    print(f"AttributeError: {error}")
# --8<-- [end:twice]

# --8<-- [start:mended]
from torch import optim

optimizer = optim.SGD(model.parameters(), lr=lr)
print(type(optimizer).__name__)
# --8<-- [end:mended]
