"""The NumPy program's result, checked without descending, and one wrong letter in it."""

import numpy as np

from chapter_1.numpy_pipeline import (
    b,
    b_grad,
    loss,
    lr,
    n_epochs,
    w,
    w_grad,
    x_train,
    y_train,
)

# --8<-- [start:figure]
import matplotlib.pyplot as plt

np.random.seed(42)
start_b, start_w = np.random.randn(2)
ends = np.array([0, 1])
best_w, best_b = np.polyfit(x_train[:, 0], y_train[:, 0], 1)
plt.scatter(x_train, y_train, s=14, alpha=0.5, label="training points")
plt.plot(ends, start_b + start_w * ends, ":", color="gray", label="before training")
plt.plot(ends, best_b + best_w * ends, "C1", label="where it should end")
plt.xlabel("x")
plt.ylabel("y")
plt.legend()
plt.show()
# --8<-- [end:figure]

# --8<-- [start:training_loss]
print(f"loss {loss:.4f}")
print(f"b_grad {b_grad:z.4f}")
print(f"w_grad {w_grad:z.4f}")
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

# --8<-- [start:one_wrong_letter]
np.random.seed(42)
b, w = np.random.randn(2)  # the same start
for epoch in range(n_epochs):
    error = b + w * x_train - y_train
    b_grad = 2 * error.mean()
    w_grad = 2 * (x_train * error).mean()
    b = b - lr * b_grad
    w = w - lr * b_grad

print(f"loss {(error**2).mean():.4f}")
print(f"b_grad {b_grad:z.4f}")
print(f"w_grad {w_grad:z.4f}")
print(f"b {b:.3f}, w {w:.3f}")
# --8<-- [end:one_wrong_letter]

# --8<-- [start:figure_wrong]


def descend(wrong):
    """The losses of all epochs, and the line at the end."""
    np.random.seed(42)
    b, w = np.random.randn(2)
    losses = []
    for epoch in range(n_epochs):
        error = b + w * x_train - y_train
        losses.append((error**2).mean())
        b_grad = 2 * error.mean()
        w_grad = 2 * (x_train * error).mean()
        b = b - lr * b_grad
        w = w - lr * (b_grad if wrong else w_grad)
    return losses, b, w


fig, (top, bottom) = plt.subplots(2, 1, figsize=(5, 4.4))
bottom.scatter(x_train, y_train, s=14, alpha=0.5)
for wrong, style in ((False, "C1"), (True, "C3--")):
    losses, end_b, end_w = descend(wrong)
    label = "wrong update" if wrong else "right update"
    top.plot(losses[:400], style, label=label)
    bottom.plot(ends, end_b + end_w * ends, style)
top.set(xlabel="epoch", ylabel="loss (MSE)", yscale="log")
top.legend()
bottom.set(xlabel="x", ylabel="y")
plt.show()
# --8<-- [end:figure_wrong]
