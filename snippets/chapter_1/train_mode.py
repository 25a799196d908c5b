"""What train() and eval() do: set a flag that dropout and batch norm read."""

import copy

import torch
from torch import nn, optim

from chapter_1.pytorch_pipeline import device, x_train_tensor, x_val, y_train_tensor, y_val

# --8<-- [start:flag]
layer = nn.Linear(1, 1)
model = nn.Sequential(layer)

model.eval()
print(model.training, layer.training)
model.train()
print(model.training, layer.training)
# --8<-- [end:flag]

# --8<-- [start:dropout]
torch.manual_seed(42)
dropout = nn.Dropout(p=0.5)
ones = torch.ones(6)
print(dropout(ones))
print(dropout(ones))
print(dropout.eval()(ones))
# --8<-- [end:dropout]

# --8<-- [start:show]
batches = x_train_tensor[:8], x_train_tensor[8:16]


def show(norm):
    mode = "train()" if norm.training else "eval()"
    print(f"{mode:7}     in      out  running")
    for number, batch in enumerate(batches, 1):
        out = norm(batch).mean().item()
        running = norm.running_mean.item()
        # z: no minus sign before 0.0000
        means = (f"{mean:z8.4f}" for mean in (batch.mean().item(), out, running))
        print(f"batch {number}", *means)


# --8<-- [end:show]

# --8<-- [start:batch_norm]
norm = nn.BatchNorm1d(1).to(device)
show(norm.train())
show(norm.eval())
# --8<-- [end:batch_norm]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

torch.manual_seed(42)
fig, (above, below) = plt.subplots(2, 1, figsize=(5, 5.6), sharex=True)

x = x_train_tensor[:40].cpu()
above.plot(x, dropout.train()(x), "oC1", ms=5, label="training")
above.plot(x, dropout.eval()(x), "sk", ms=3, label="evaluation")
above.set(title="dropout", ylabel="output")
above.legend()

trained = copy.deepcopy(norm)  # its running mean stays as it is
trained.train()
for number, batch in enumerate(batches, 1):
    batch = batch.sort(dim=0).values
    look, label = {1: "o-C1", 2: "^--C3"}[number], f"training, batch {number}"
    below.plot(batch.cpu(), trained(batch).detach().cpu(), look, ms=6, label=label)
both = torch.cat(batches).sort(dim=0).values
below.plot(both.cpu(), norm.eval()(both).detach().cpu(), "s:k", ms=3, label="evaluation")
below.set(title="batch norm", xlabel="input", ylabel="output")
below.legend()
plt.show()
# --8<-- [end:figure]

# --8<-- [start:loop]
x_val_tensor = torch.as_tensor(x_val).float().to(device)
y_val_tensor = torch.as_tensor(y_val).float().to(device)
loss_fn = nn.MSELoss(reduction="mean")

torch.manual_seed(42)
model = nn.Sequential(
    nn.Linear(1, 20),
    nn.ReLU(),
    nn.Dropout(p=0.2),
    nn.Linear(20, 1),
).to(device)
optimizer = optim.SGD(model.parameters(), lr=0.1)


def validate():
    with torch.no_grad():
        loss = loss_fn(model(x_val_tensor), y_val_tensor)
    return f"{loss.item():.4f}"


for epoch in range(200):
    model.train()
    loss = loss_fn(model(x_train_tensor), y_train_tensor)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()

    model.eval()
    val_loss = validate()

print("validation loss", val_loss)
# --8<-- [end:loop]

# --8<-- [start:no_eval]
model.train()
wrong = [validate() for call in range(3)]
model.eval()
right = [validate() for call in range(3)]
print("train():", *wrong)
print("eval(): ", *right)
# --8<-- [end:no_eval]

# --8<-- [start:still_gradients]
model.eval()
yhat = model(x_val_tensor)
print("eval():", yhat.requires_grad)
with torch.no_grad():
    other = model(x_val_tensor)
print("no_grad():", other.requires_grad)
# --8<-- [end:still_gradients]

# --8<-- [start:once]
flags = []
model.train()
for epoch in range(3):
    flags.append(model.training)
    loss = loss_fn(model(x_train_tensor), y_train_tensor)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()

    model.eval()
    val_loss = validate()
print(flags)
# --8<-- [end:once]
