"""A boundary that bends: a squared feature by hand, and a hidden layer that learns its features."""

# --8<-- [start:training]
import numpy as np
import torch
from torch import nn, optim

device = "cuda" if torch.cuda.is_available() else "cpu"


def prepare(array):
    tensor = torch.as_tensor(array)
    return tensor.float().to(device)


def train(model, x, y):
    x, y = prepare(x), prepare(y)
    model.to(device)
    loss_fn = nn.BCEWithLogitsLoss()
    optimizer = optim.SGD(model.parameters(), lr=1)
    for epoch in range(500):
        model.train()
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    return loss.item()


def accuracy(model, x, y):
    model.eval()
    with torch.inference_mode():
        called = model(prepare(x)).cpu().numpy() >= 0
    return (called == (y == 1)).mean()


# --8<-- [end:training]

# --8<-- [start:middle]
np.random.seed(42)
x = np.random.uniform(-2, 2, (200, 1))
y = (x**2 < 1).astype(float)
torch.manual_seed(42)
# --8<-- [end:middle]

# --8<-- [start:figure_parabola]
import matplotlib.pyplot as plt

fig, axes = plt.subplots(figsize=(5, 3.3), layout="constrained")
for label, color, marker in ((0, "C0", "o"), (1, "C1", "^")):
    of_class = y[:, 0] == label
    name = ("negative", "positive")[label]
    axes.plot(x[of_class], x[of_class] ** 2, marker, color=color, ms=4, label=name)
    axes.plot(x[of_class], 0 * x[of_class] - 0.6, marker, color=color, ms=4, alpha=0.4)
axes.plot([-2, 2], [1, 1], "k", label="a boundary")
axes.text(0, -1.05, "x alone", ha="center", va="center")
axes.set(xlabel="x", ylabel="x squared", ylim=(-1.4, 4.2), yticks=range(5))
axes.legend(loc="upper center")
plt.show()
# --8<-- [end:figure_parabola]

# --8<-- [start:by_hand]
squared = np.hstack([x, x**2])

one = nn.Sequential(nn.Linear(1, 1))
two = nn.Sequential(nn.Linear(2, 1))
one_loss = train(one, x, y)
two_loss = train(two, squared, y)
right = accuracy(one, x, y)
print(f"x alone      {right:.4f}")
right = accuracy(two, squared, y)
print(f"x, x squared  {right:.4f}")
# --8<-- [end:by_hand]

# --8<-- [start:rings]
np.random.seed(42)
y = np.arange(500).reshape(-1, 1) % 2
angle = np.random.uniform(0, 2 * np.pi, (500, 1))
radius = 2 - y + 0.25 * np.random.randn(500, 1)
x = radius * np.hstack([np.cos(angle), np.sin(angle)])

idx = np.arange(500)
np.random.shuffle(idx)
x_train, y_train = x[idx[:400]], y[idx[:400]]
x_val, y_val = x[idx[400:]], y[idx[400:]]
torch.manual_seed(42)
# --8<-- [end:rings]

# --8<-- [start:learned]
hidden = nn.Sequential(
    nn.Linear(2, 8),
    nn.ReLU(),
    nn.Linear(8, 1),
)
linear = nn.Sequential(nn.Linear(2, 1))

for model in (linear, hidden):
    train(model, x_train, y_train)
    t = accuracy(model, x_train, y_train)
    v = accuracy(model, x_val, y_val)
    print(f"train {t:.4f}, val {v:.4f}")
# --8<-- [end:learned]

# --8<-- [start:figure_rings]
side = np.linspace(-2.9, 2.9, 300)
x1, x2 = np.meshgrid(side, side)
grid = prepare(np.column_stack([x1.ravel(), x2.ravel()]))

fig, axes = plt.subplots(figsize=(5, 4.6), layout="constrained")
for label, color, marker in ((0, "C0", "o"), (1, "C1", "^")):
    of_class = y_train[:, 0] == label
    name = ("negative", "positive")[label]
    axes.plot(*x_train[of_class].T, marker, color=color, ms=4, alpha=0.6, label=name)
for model, style, name in ((linear, "--", "linear"), (hidden, "-", "hidden layer")):
    with torch.no_grad():
        z = model(grid).cpu().numpy().reshape(x1.shape)
    axes.contour(x1, x2, z, levels=[0], colors="k", linestyles=style)
    axes.plot([], [], "k" + style, label=name)
axes.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal", ylim=(-2.9, 4.1), xlim=(-2.9, 2.9))
axes.legend(loc="upper center", ncols=2)
plt.show()
# --8<-- [end:figure_rings]

# --8<-- [start:no_activation]
flat = nn.Sequential(
    nn.Linear(2, 8),
    nn.Linear(8, 1),
)
train(flat, x_train, y_train)
t = accuracy(flat, x_train, y_train)
v = accuracy(flat, x_val, y_val)
print(f"train {t:.4f}, val {v:.4f}")
# --8<-- [end:no_activation]

# --8<-- [start:zeros]
zeros = nn.Sequential(
    nn.Linear(2, 8),
    nn.ReLU(),
    nn.Linear(8, 1),
)
for p in zeros.parameters():
    nn.init.zeros_(p)

zeros_loss = train(zeros, x_train, y_train)
print(f"loss {zeros_loss:.4f}")
for name, p in zeros.named_parameters():
    print(f"{name:8} {p.abs().max().item():.4f}")
# --8<-- [end:zeros]
