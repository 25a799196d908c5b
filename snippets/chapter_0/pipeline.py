"""The NumPy pipeline of Chapter 0: data, one update step by step, then 1000 epochs."""

# --8<-- [start:imports]
import numpy as np
# --8<-- [end:imports]

# --8<-- [start:synthetic_data]
true_b = 1
true_w = 2
N = 100

np.random.seed(42)
x = np.random.rand(N, 1)
e = 0.1 * np.random.randn(N, 1)
y = true_b + true_w * x + e
# --8<-- [end:synthetic_data]

# --8<-- [start:split]
idx = np.arange(N)
np.random.shuffle(idx)

train_idx = idx[: int(0.8 * N)]
val_idx = idx[int(0.8 * N) :]

x_train, y_train = x[train_idx], y[train_idx]
x_val, y_val = x[val_idx], y[val_idx]
# --8<-- [end:split]

# --8<-- [start:initialisation]
# Step 0: start from random parameters
np.random.seed(42)
b = np.random.randn(1)
w = np.random.randn(1)
print(b, w)
# --8<-- [end:initialisation]

# The other snippets of the chapter start their experiments here.
first_b, first_w = b, w

# --8<-- [start:forward_pass]
# Step 1: the model's predictions
yhat = b + w * x_train
# --8<-- [end:forward_pass]

# --8<-- [start:errors]
# Step 2.1: one error per point
error = yhat - y_train
# --8<-- [end:errors]

# --8<-- [start:loss]
# Step 2.2: the errors become one number
loss = (error**2).mean()
print(loss)
# --8<-- [end:loss]

# --8<-- [start:gradients]
# Step 3: one gradient per parameter
b_grad = 2 * error.mean()
w_grad = 2 * (x_train * error).mean()
print(b_grad, w_grad)
# --8<-- [end:gradients]

# --8<-- [start:update]
# Step 4: a step against each gradient
lr = 0.1
b = b - lr * b_grad
w = w - lr * w_grad
print(b, w)
# --8<-- [end:update]

# --8<-- [start:training_loop]
np.random.seed(42)
b = np.random.randn(1)
w = np.random.randn(1)
lr = 0.1
n_epochs = 1000

for epoch in range(n_epochs):
    yhat = b + w * x_train
    error = yhat - y_train
    loss = (error**2).mean()
    b_grad = 2 * error.mean()
    w_grad = 2 * (x_train * error).mean()
    b = b - lr * b_grad
    w = w - lr * w_grad

print(b, w)
# --8<-- [end:training_loop]
