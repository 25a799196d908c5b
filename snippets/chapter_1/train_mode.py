"""What train() and eval() do: set a flag that dropout and batch norm read."""

import torch
from torch import nn, optim

from chapter_1.pytorch_pipeline import device, x_train_tensor, x_val, y_train_tensor, y_val

# --8<-- [start:flag]
torch.manual_seed(42)
model = nn.Sequential(nn.Linear(1, 1)).to(device)


def show(name):
    weight = model[0].weight.item()
    flags = model.training, model[0].training
    print(f"{name:8} {flags} weight {weight:.4f}")


show("new")
model.eval()
show("eval()")
model.train()
show("train()")
# --8<-- [end:flag]

# --8<-- [start:dropout]
torch.manual_seed(42)
dropout = nn.Dropout(p=0.5)
ones = torch.ones(8)

dropout.train()
print(dropout(ones))
print(dropout(ones))
dropout.eval()
print(dropout(ones))
# --8<-- [end:dropout]

# --8<-- [start:batch_norm]
norm = nn.BatchNorm1d(1).to(device)
batches = x_train_tensor[:8], x_train_tensor[8:16]


def pass_both(mode):
    for number, batch in enumerate(batches, 1):
        out = norm(batch)
        means = batch.mean(), out.mean(), norm.running_mean.item()
        # z: no minus sign before 0.0000
        print(f"{mode:6} {number}", *(f"{mean:z8.4f}" for mean in means))


print("mode batch     in      out  running")
norm.train()
pass_both("train")
norm.eval()
pass_both("eval")
# --8<-- [end:batch_norm]

# --8<-- [start:linear]
linear = nn.Linear(1, 1).to(device)
in_train = linear.train()(x_train_tensor)
in_eval = linear.eval()(x_train_tensor)
print(torch.equal(in_train, in_eval))
# --8<-- [end:linear]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

torch.manual_seed(42)
fig, (above, below) = plt.subplots(2, 1, figsize=(5, 6), sharex=True)

x = x_train_tensor[:40].cpu()
above.plot(x, dropout.train()(x), "oC1", ms=5, label="training")
above.plot(x, dropout.eval()(x), "sC3", ms=3, label="evaluation")
above.set(title="dropout", ylabel="output")
above.legend()

norm.train()
for number, batch in enumerate(batches, 1):
    out = norm(batch).detach().cpu()
    style, label = " o^"[number] + "C1", f"training, batch {number}"
    below.plot(batch.cpu(), out, style, ms=5, label=label)
norm.eval()
for batch in batches:
    out = norm(batch).detach().cpu()
    below.plot(batch.cpu(), out, "sC3", ms=3)
below.plot([], [], "sC3", ms=3, label="evaluation")
below.set(title="batch norm", xlabel="input", ylabel="output")
below.legend()
plt.show()
# --8<-- [end:figure]

# --8<-- [start:loop]
x_val_tensor = torch.as_tensor(x_val).float().to(device)
y_val_tensor = torch.as_tensor(y_val).float().to(device)

torch.manual_seed(42)
model = nn.Sequential(
    nn.Linear(1, 20),
    nn.ReLU(),
    nn.Dropout(p=0.2),
    nn.Linear(20, 1),
).to(device)
loss_fn = nn.MSELoss(reduction="mean")
optimizer = optim.SGD(model.parameters(), lr=0.1)

for epoch in range(200):
    model.train()
    yhat = model(x_train_tensor)
    loss = loss_fn(yhat, y_train_tensor)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()

    model.eval()
    with torch.no_grad():
        val_loss = loss_fn(model(x_val_tensor), y_val_tensor)

print(f"validation loss {val_loss:.4f}")
# --8<-- [end:loop]

# --8<-- [start:no_eval]
model.train()
with torch.no_grad():
    for call in range(3):
        wrong = loss_fn(model(x_val_tensor), y_val_tensor)
        print(f"training mode:   {wrong:.4f}")

    model.eval()
    for call in range(3):
        right = loss_fn(model(x_val_tensor), y_val_tensor)
        print(f"evaluation mode: {right:.4f}")
# --8<-- [end:no_eval]

# --8<-- [start:still_gradients]
model.eval()
yhat = model(x_val_tensor)
print("eval():   ", yhat.requires_grad, yhat.grad_fn.name())

with torch.no_grad():
    yhat = model(x_val_tensor)
print("no_grad():", yhat.requires_grad, yhat.grad_fn)
# --8<-- [end:still_gradients]

# --8<-- [start:once]
model.train()
for epoch in range(3):
    print("epoch", epoch, "training:", model.training)
    loss = loss_fn(model(x_train_tensor), y_train_tensor)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()

    model.eval()
    with torch.no_grad():
        val_loss = loss_fn(model(x_val_tensor), y_val_tensor)
# --8<-- [end:once]
