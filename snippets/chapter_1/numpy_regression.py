"""The NumPy program's result, checked without descending, and one wrong letter in it."""

import numpy as np

from chapter_1.numpy_pipeline import b, lr, n_epochs, w, x_train, y_train

# --8<-- [start:training_loss]
error = b + w * x_train - y_train
loss = (error**2).mean()
b_grad = 2 * error.mean()
w_grad = 2 * (x_train * error).mean()
print(f"training MSE {loss:.8f}")
print(f"gradients {b_grad:z.4f}, {w_grad:z.4f}")
# --8<-- [end:training_loss]

# --8<-- [start:closed_form]
mean = x_train.mean()
left = np.array([[1, mean], [mean, (x_train**2).mean()]])
right = np.array([y_train.mean(), (x_train * y_train).mean()])
exact_b, exact_w = np.linalg.solve(left, right)

print(f"gradient descent {b[0]:.6f} {w[0]:.6f}")
print(f"two equations    {exact_b:.6f} {exact_w:.6f}")
# --8<-- [end:closed_form]

# --8<-- [start:scikit_learn]
from sklearn.linear_model import LinearRegression

line = LinearRegression().fit(x_train, y_train)
print(f"scikit-learn     {line.intercept_[0]:.6f} {line.coef_[0, 0]:.6f}")
# --8<-- [end:scikit_learn]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

np.random.seed(42)
start_b, start_w = np.random.randn(2)
ends = np.array([0, 1])
plt.scatter(x_train, y_train, s=14, alpha=0.5, label="training data")
plt.plot(ends, start_b + start_w * ends, ":", color="gray", label="before training")
plt.plot(ends, b + w * ends, "C1", label="after 1000 epochs")
plt.xlabel("x")
plt.ylabel("y")
plt.legend()
plt.show()
# --8<-- [end:figure]

# --8<-- [start:one_wrong_letter]
np.random.seed(42)
b = np.random.randn(1)
w = np.random.randn(1)
print(f"w - b before {w[0] - b[0]:.4f}")

wrong_losses = []
for epoch in range(n_epochs):
    yhat = b + w * x_train
    error = yhat - y_train
    wrong_losses.append((error**2).mean())
    b_grad = 2 * error.mean()
    w_grad = 2 * (x_train * error).mean()
    b = b - lr * b_grad
    w = w - lr * b_grad

print(b, w)
print(f"w - b after  {w[0] - b[0]:.4f}")
print(f"training MSE {wrong_losses[-1]:.8f}")
print(f"gradients {b_grad:z.4f}, {w_grad:z.4f}")
# --8<-- [end:one_wrong_letter]

# --8<-- [start:figure_wrong]
np.random.seed(42)
right_b, right_w = np.random.randn(2)
losses = []
for epoch in range(n_epochs):
    error = right_b + right_w * x_train - y_train
    losses.append((error**2).mean())
    right_b = right_b - lr * 2 * error.mean()
    right_w = right_w - lr * 2 * (x_train * error).mean()

fig, (top, bottom) = plt.subplots(2, 1, figsize=(5, 5.5))
top.plot(losses[:400], "C1", label="right update")
top.plot(wrong_losses[:400], "C3--", label="wrong update")
top.set(xlabel="epoch", ylabel="loss (MSE)", yscale="log")
top.legend()
bottom.scatter(x_train, y_train, s=14, alpha=0.5, label="training data")
bottom.plot(ends, right_b + right_w * ends, "C1", label="right update")
bottom.plot(ends, b + w * ends, "C3--", label="wrong update")
bottom.set(xlabel="x", ylabel="y")
bottom.legend()
plt.show()
# --8<-- [end:figure_wrong]
