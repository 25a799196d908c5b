"""Linear regression in NumPy: data preparation, model configuration, model training."""

# --8<-- [start:imports]
import numpy as np
# --8<-- [end:imports]

# --8<-- [start:data_preparation]
true_b = 1
true_w = 2
N = 100

np.random.seed(42)
x = np.random.rand(N, 1)
e = 0.1 * np.random.randn(N, 1)
y = true_b + true_w * x + e

idx = np.arange(N)
np.random.shuffle(idx)
train_idx, val_idx = idx[: int(0.8 * N)], idx[int(0.8 * N) :]

x_train, y_train = x[train_idx], y[train_idx]
x_val, y_val = x[val_idx], y[val_idx]
# --8<-- [end:data_preparation]

# --8<-- [start:model_configuration]
lr = 0.1
n_epochs = 1000

# Step 0: start from random parameters
np.random.seed(42)
b = np.random.randn(1)
w = np.random.randn(1)
print(b, w)
# --8<-- [end:model_configuration]

# The other snippets of the chapter start their experiments here.
first_b, first_w = b, w

# --8<-- [start:model_training]
for epoch in range(n_epochs):
    # Step 1: forward pass
    yhat = b + w * x_train

    # Step 2: errors and loss
    error = yhat - y_train
    loss = (error**2).mean()

    # Step 3: gradients
    b_grad = 2 * error.mean()
    w_grad = 2 * (x_train * error).mean()

    # Step 4: update
    b = b - lr * b_grad
    w = w - lr * w_grad

print(b, w)
# --8<-- [end:model_training]
