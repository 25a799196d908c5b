"""A function made from a model, a loss function and an optimiser makes one update a call."""

from chapter_1.pytorch_pipeline import device, x_train_tensor, y_train_tensor
from chapter_2.pipeline import make_train_step

# --8<-- [start:parts]
import torch
from torch import nn, optim

x, y = x_train_tensor, y_train_tensor


def new_parts():
    torch.manual_seed(42)
    model = nn.Sequential(nn.Linear(1, 1)).to(device)
    loss_fn = nn.MSELoss()
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    return model, loss_fn, optimizer


# --8<-- [end:parts]

# --8<-- [start:train]
model, loss_fn, optimizer = new_parts()
train_step = make_train_step(
    model,
    loss_fn,
    optimizer,
)

losses = []
for epoch in range(1000):
    losses.append(train_step(x, y))

print(f"first loss {losses[0]:.4f}")
print(f"last loss  {losses[-1]:.4f}")
print(model.state_dict())
# --8<-- [end:train]

trained = {name: value.clone() for name, value in model.state_dict().items()}

# --8<-- [start:figure]
import matplotlib.pyplot as plt

untouched, _, _ = new_parts()
with torch.no_grad():
    start_loss = loss_fn(untouched(x), y).item()

fig, axes = plt.subplots(figsize=(5, 3), layout="constrained")
axes.plot(losses, "C0", label="the model that train_step keeps")
axes.plot([0, 1000], [start_loss, start_loss], "C1--", label="a model made later")
axes.set(yscale="log", xlabel="update", ylabel="loss")
axes.legend(loc=(0.2, 0.55))
plt.show()
# --8<-- [end:figure]

# --8<-- [start:new_model]
model, _, _ = new_parts()  # a new one
for epoch in range(1000):
    reported = train_step(x, y)

with torch.no_grad():
    new_loss = loss_fn(model(x), y)
print(f"reported  {reported:.4f}")
print(f"new model {new_loss.item():.4f}")
# --8<-- [end:new_model]

new_model = model

# --8<-- [start:swapped]
model, loss_fn, optimizer = new_parts()
train_step = make_train_step(
    model,
    loss_fn,
    optimizer,
)
for epoch in range(1000):
    train_step(y, x)
print(model.state_dict())
# --8<-- [end:swapped]

swapped = model
