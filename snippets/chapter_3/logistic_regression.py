"""One linear layer, trained with cross-entropy, finds the log odds of the data."""

import numpy as np
import torch
from torch import nn, optim

from chapter_3.pipeline import (
    device,
    model,
    prepare,
    x_train,
    x_train_tensor,
    x_val,
    y_train,
    y_train_tensor,
    y_val,
)


# --8<-- [start:descend]
from sklearn.linear_model import LogisticRegression


def descend(lr, n_epochs):
    """The same loop: the model, and b, w1, w2 after each epoch."""
    torch.manual_seed(42)
    model = nn.Sequential(nn.Linear(2, 1)).to(device)
    loss_fn = nn.BCEWithLogitsLoss()
    optimizer = optim.SGD(model.parameters(), lr=lr)
    path = []
    for epoch in range(n_epochs):
        model.train()
        loss = loss_fn(model(x_train_tensor), y_train_tensor)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        w1, w2 = model[0].weight[0].tolist()
        path.append([model[0].bias.item(), w1, w2])
    return model, np.array(path)


def accuracy(model):
    """The share of training points on the right side of p = 0.5."""
    with torch.inference_mode():
        called = model(x_train_tensor) >= 0
    right = called == (y_train_tensor == 1)
    return right.double().mean().item()


# --8<-- [end:descend]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

_, path = descend(lr=1, n_epochs=1000)
epochs = np.arange(1, 1001)

fig, axes = plt.subplots(figsize=(5, 3.2), layout="constrained")
truth = {"w1": 2, "w2": 1, "b": -2.5}
for color, (name, true) in zip(("C0", "C1", "C2"), truth.items(), strict=True):
    column = path[:, ["b", "w1", "w2"].index(name)]
    axes.plot(epochs, column, color)
    axes.plot([1, 1000], [true, true], color, ls="--", lw=1)
    axes.text(1150, column[-1], name, color=color, va="center")
axes.set(xscale="log", xlim=(1, 2000), xlabel="epoch", ylabel="parameter")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:scikit]
exact = LogisticRegression(
    C=np.inf,
    tol=1e-8,
)
exact.fit(x_train, y_train[:, 0])
print("b", exact.intercept_.round(4))
print("w", exact.coef_.round(4))
# --8<-- [end:scikit]

# --8<-- [start:odds]
print(torch.exp(model[0].weight.detach()))
# --8<-- [end:odds]

# --8<-- [start:again]
rng = np.random.default_rng(0)
fits = []
for draw in range(200):
    label = (rng.random(400) < 0.5).astype(float)
    point = rng.normal(size=(400, 2))
    point += label[:, None] * [2, 1]
    fit = LogisticRegression(C=np.inf).fit(point, label)
    fits.append([*fit.intercept_, *fit.coef_[0]])

for row, values in (
    ("mean", np.mean(fits, axis=0)),
    ("standard deviation", np.std(fits, axis=0)),
):
    print(row, "of b, w1, w2:", values.round(2))
# --8<-- [end:again]

# --8<-- [start:penalised]
default = LogisticRegression()
default.fit(x_train, y_train[:, 0])
print("w", default.coef_.round(4))
# --8<-- [end:penalised]

# --8<-- [start:early]
early, path = descend(lr=0.1, n_epochs=100)
print("b, w1, w2 ", path[-1].round(4))
print("accuracy  ", accuracy(early))
print("at the end", accuracy(model))
# --8<-- [end:early]

# --8<-- [start:sorted]
from torch.utils.data import DataLoader, TensorDataset

order = np.argsort(y_train[:, 0], kind="stable")
by_class = TensorDataset(
    prepare(x_train[order]),
    prepare(y_train[order]),
)

for shuffle in (False, True):
    torch.manual_seed(42)
    line = nn.Sequential(nn.Linear(2, 1)).to(device)
    loss_fn = nn.BCEWithLogitsLoss()
    optimizer = optim.SGD(line.parameters(), lr=1)
    loader = DataLoader(
        by_class,
        batch_size=16,
        shuffle=shuffle,
        generator=torch.Generator().manual_seed(42),
    )
    for epoch in range(20):
        for x_batch, y_batch in loader:
            loss_fn(line(x_batch), y_batch).backward()
            optimizer.step()
            optimizer.zero_grad()
    with torch.inference_mode():
        val_loss = loss_fn(line(prepare(x_val)), prepare(y_val))
    print(f"shuffle={shuffle}: {val_loss.item():.4f}")
# --8<-- [end:sorted]
