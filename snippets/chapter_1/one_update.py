"""One update in PyTorch from the start of the NumPy pipeline, step by step."""

from torch import nn, optim

from chapter_0.pipeline import first_b as b, first_w as w
from chapter_1.pytorch_pipeline import device, x_train_tensor, y_train_tensor

# --8<-- [start:start]
model = nn.Linear(1, 1).to(device)
nn.init.constant_(model.bias, b[0])
nn.init.constant_(model.weight, w[0])
loss_fn = nn.MSELoss()
optimizer = optim.SGD(model.parameters(), lr=0.1)
print(f"{model.bias.item():.4f} {model.weight.item():.4f}")
# --8<-- [end:start]

# --8<-- [start:forward_pass]
# Step 1: the model's predictions
prediction = model(x_train_tensor)
# --8<-- [end:forward_pass]

# --8<-- [start:loss]
# Step 2: the loss, errors and all
mse = loss_fn(prediction, y_train_tensor)
print(f"{mse.item():.4f}")
# --8<-- [end:loss]

# --8<-- [start:gradients]
# Step 3: one gradient a parameter
mse.backward()
b_slope, w_slope = model.bias.grad.item(), model.weight.grad.item()
print(f"{b_slope:.4f} {w_slope:.4f}")
# --8<-- [end:gradients]

# --8<-- [start:update]
# Step 4: a step against each gradient
optimizer.step()
optimizer.zero_grad()
print(f"{model.bias.item():.4f} {model.weight.item():.4f}")
# --8<-- [end:update]
