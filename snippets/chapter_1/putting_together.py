"""The finished program in its three parts, used, saved and loaded, and two wrong names."""

import torch
from torch import nn, optim

from chapter_1.pytorch_pipeline import device, x_train, x_val, y_train, y_val

# --8<-- [start:figure_parts]
import matplotlib.pyplot as plt

parts = [
    ("data preparation", "from raw data to tensors", "C0"),
    ("model configuration", "what is trained, and how", "C1"),
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
plt.text(0.88, -1, "x, y", va="center", ha="right")
plt.axis((-0.02, 0.92, -5.6, 0.5))
plt.axis("off")
plt.show()
# --8<-- [end:figure_parts]


# --8<-- [start:prepare]
def prepare(array):
    tensor = torch.as_tensor(array)
    return tensor.float().to(device)


def features(x):
    return prepare(x)  # a scaler goes here


x = features(x_train)
y = prepare(y_train)
# --8<-- [end:prepare]

# --8<-- [start:configure]
n_epochs = 1000
torch.manual_seed(42)
model = nn.Sequential(nn.Linear(1, 1))
model.to(device)
loss_fn = nn.MSELoss(reduction="mean")
parameters = model.parameters()
optimizer = optim.SGD(parameters, lr=0.1)
# --8<-- [end:configure]


# --8<-- [start:update]
def update(x, y, model, loss_fn, optimizer):
    model.train()
    yhat = model(x)
    loss = loss_fn(yhat, y)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()


for epoch in range(n_epochs):
    update(x, y, model, loss_fn, optimizer)
print(model.state_dict())
# --8<-- [end:update]


# --8<-- [start:two_models]
def line():
    return nn.Sequential(nn.Linear(1, 1))


def network():
    return nn.Sequential(
        nn.Linear(1, 8),
        nn.ReLU(),
        nn.Linear(8, 1),
    )


def loss_on(model, x, y):
    model.eval()
    with torch.inference_mode():
        return loss_fn(model(features(x)), prepare(y)).item()


ends = {}
for make in (line, network):
    for seed in (42, 43):
        torch.manual_seed(seed)
        other = make().to(device)
        descent = optim.SGD(other.parameters(), lr=0.1)
        for epoch in range(n_epochs):
            update(x, y, other, loss_fn, descent)

        losses = loss_on(other, x_train, y_train), loss_on(other, x_val, y_val)
        ends[make.__name__, seed] = losses
        print(f"{make.__name__:7} seed {seed}", end=" ")
        print("training {:.4f}, validation {:.4f}".format(*losses))
# --8<-- [end:two_models]


# --8<-- [start:predict]
def predict(model, array):
    model.eval()
    with torch.inference_mode():
        return model(features(array))


print(predict(model, [[0.0], [0.5]]))
# --8<-- [end:predict]

# --8<-- [start:path]
import tempfile
from pathlib import Path

folder = tempfile.TemporaryDirectory()
path = Path(folder.name, "line.pt")
# --8<-- [end:path]

# --8<-- [start:save]
torch.save(model.state_dict(), path)

loaded = nn.Sequential(nn.Linear(1, 1))
state = torch.load(path, weights_only=True)
loaded.to(device).load_state_dict(state)
print(predict(loaded, [[0.0], [0.5]]))
# --8<-- [end:save]


# --8<-- [start:shadowed]
held = [*model.parameters()]
optim = optim.SGD(held, lr=0.1)
try:
    optim = optim.SGD(held, lr=0.1)
except AttributeError as error:
    print(f"AttributeError: {error}")
# --8<-- [end:shadowed]

# --8<-- [start:to_tensor]
try:
    torch.to_tensor(x_train)
except AttributeError as error:
    print(f"AttributeError: {error}")
# --8<-- [end:to_tensor]
