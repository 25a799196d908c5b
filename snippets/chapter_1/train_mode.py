"""What train() and eval() do: set a flag that dropout and batch norm read."""

import torch
from torch import nn, optim

from chapter_1.pytorch_pipeline import device, x_train_tensor, x_val, y_train_tensor, y_val

# --8<-- [start:figure]
import matplotlib.pyplot as plt

torch.manual_seed(42)
layer, values = nn.Dropout(p=0.5), x_train_tensor[:40].cpu()
plt.figure(figsize=(5, 3))
plt.plot(values, layer.train()(values), "oC1", ms=5, label="training mode")
plt.plot(values, layer.eval()(values), "sk", ms=3, label="evaluation mode")
plt.xlabel("value in")
plt.ylabel("value out")
plt.legend()
plt.show()
# --8<-- [end:figure]

# --8<-- [start:flag]
dropout = nn.Dropout(p=0.6)
linear = nn.Linear(1, 1)
model = nn.Sequential(linear, dropout)

model.eval()
print(model.training, dropout.training)
model.train()
print(model.training, dropout.training)
# --8<-- [end:flag]

# --8<-- [start:dropout]
torch.manual_seed(7)
ones = torch.ones(4)
print(dropout(ones))
print(dropout(ones))
print(dropout.eval()(ones))
# --8<-- [end:dropout]

# --8<-- [start:batch_norm]
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


norm = nn.BatchNorm1d(1).to(device)
show(norm.train())
show(norm.eval())
# --8<-- [end:batch_norm]

# --8<-- [start:network]
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
    return loss.item()


# --8<-- [end:network]

# --8<-- [start:loop]
for epoch in range(200):
    model.train()
    yhat = model(x_train_tensor)
    loss = loss_fn(yhat, y_train_tensor)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()

    model.eval()
    val_loss = validate()
print(f"validation loss: {val_loss:.4f}")
# --8<-- [end:loop]

# --8<-- [start:no_eval]
model.train()
for call in range(3):
    print(f"train(): {validate():.4f}")
model.eval()
for call in range(3):
    print(f"eval():  {validate():.4f}")
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
