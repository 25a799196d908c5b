"""Binary cross-entropy from the logit itself, where the probability is rounded to 0 or 1."""

from chapter_3.pipeline import device, prepare, x_train_tensor, x_val, y_train_tensor

# --8<-- [start:helpers]
import torch
from torch import nn, optim


def report(loss_fn, logit, label):
    z = torch.tensor(logit, requires_grad=True)
    loss = loss_fn(z, torch.tensor(label))
    loss.backward()
    text = f"loss {loss.item():.4f},"
    print(text, f"gradient {z.grad.item():.4f}")


def train(model, labels):
    model.to(device)
    loss_fn = nn.BCEWithLogitsLoss()
    optimizer = optim.SGD(model.parameters(), lr=1)
    for epoch in range(1000):
        model.train()
        loss = loss_fn(model(x_train_tensor), labels)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    return loss.item()


# --8<-- [end:helpers]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

grid = torch.linspace(-5, 25, 3001)


def curves(from_logits):
    z = grid.clone().requires_grad_()
    losses = from_logits(z, torch.zeros_like(z))
    losses.sum().backward()
    return losses.detach(), z.grad


bce = nn.BCELoss(reduction="none")
separate = curves(lambda z, y: bce(torch.sigmoid(z), y))
joint = curves(nn.BCEWithLogitsLoss(reduction="none"))

fig, axes = plt.subplots(2, 1, figsize=(5, 4.4), sharex=True, layout="constrained")
for panel, steps, once in zip(axes, separate, joint, strict=True):
    panel.plot(grid, steps, "C1", lw=2.5, label="sigmoid, then BCELoss")
    panel.plot(grid, once, "C0--", label="BCEWithLogitsLoss")
axes[0].set(ylabel="loss", ylim=(-5, 105))
axes[0].legend(loc="upper left")
axes[1].set(xlabel="logit z of a negative", ylabel="gradient for z")
plt.show()
# --8<-- [end:figure]


# --8<-- [start:formula]
def bce_with_logits(z, y):
    rest = torch.log1p(torch.exp(-z.abs()))
    return z.clamp(min=0) - z * y + rest


def in_steps(z, y):
    return nn.BCELoss()(torch.sigmoid(z), y)


loss_fn = nn.BCEWithLogitsLoss()

z = torch.tensor([-2.0, 0.0, 3.0])
y = torch.tensor([0.0, 1.0, 0.0])
losses = bce_with_logits(z, y)
print("losses  ", losses)
print("by hand ", losses.mean())
print("in steps", in_steps(z, y))
print("directly", loss_fn(z, y))
# --8<-- [end:formula]

three = losses


# --8<-- [start:sure]
report(in_steps, 20.0, 0.0)
report(loss_fn, 20.0, 0.0)
# --8<-- [end:sure]

# --8<-- [start:positive]
for logit in (-20.0, -30.0):
    print("z =", logit)
    report(in_steps, logit, 1.0)
    report(loss_fn, logit, 1.0)
# --8<-- [end:positive]

# --8<-- [start:two_sigmoids]
torch.manual_seed(42)
model = nn.Sequential(
    nn.Linear(2, 1),
    nn.Sigmoid(),
)
last_loss = train(model, y_train_tensor)
print(f"loss {last_loss:.4f}")

with torch.inference_mode():
    outputs = model(prepare(x_val))
called = outputs > 0
print(called.sum().item(), "positive")

ends = torch.tensor([1.0, 0.0])
best = bce_with_logits(ends, ends)
print("at best", best)
# --8<-- [end:two_sigmoids]

twice = last_loss

# --8<-- [start:minus_one]
torch.manual_seed(42)
model = nn.Sequential(nn.Linear(2, 1))
labels = 2 * y_train_tensor - 1  # -1 and 1
last_loss = train(model, labels)
print(f"loss {last_loss:.1f}")
# --8<-- [end:minus_one]

below_zero = model

# --8<-- [start:flat]
z = torch.zeros(2, 1)
y = torch.tensor([0.0, 1.0])
try:
    loss_fn(z, y)
except ValueError as error:
    print(f"ValueError: {error}")
# --8<-- [end:flat]
