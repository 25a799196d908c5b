"""What the cheat sheet adds to the pipeline: stable rates, standardising, the validation loss."""

import numpy as np

from chapter_0.pipeline import b, w, x_train, x_val, y_val

# --8<-- [start:how_fast]
# Curvatures of the bowl: its stable rates
mu = x_train.mean()
square = (x_train**2).mean()
H = 2 * np.array([[1, mu], [mu, square]])
low, high = np.linalg.eigvalsh(H)
limit, kappa = 2 / high, high / low
print(f"{limit = :.2f}, {kappa = :.1f}")

# Standardise, to train from a new start
std = x_train.std()
z_train = (x_train - mu) / std
z_val = (x_val - mu) / std
# --8<-- [end:how_fast]

# --8<-- [start:validation]
# Validation: no gradients, no update
val_error = b + w * x_val - y_val
val_loss = (val_error**2).mean()
print(f"{val_loss:.4f}")
# --8<-- [end:validation]
