"""Logistic regression of two clouds in PyTorch, from the data to the counts of a threshold."""

# --8<-- [start:imports]
import numpy as np
import torch
from torch import nn, optim
# --8<-- [end:imports]

# --8<-- [start:synthetic_data]
N = 500
shift = [2, 1]  # of the positives

np.random.seed(42)
y = (np.random.rand(N, 1) < 0.5).astype(float)
x = np.random.randn(N, 2) + y * shift

idx = np.arange(N)
np.random.shuffle(idx)
train_idx, val_idx = idx[:400], idx[400:]
x_train, y_train = x[train_idx], y[train_idx]
x_val, y_val = x[val_idx], y[val_idx]
# --8<-- [end:synthetic_data]

# --8<-- [start:data_preparation]
device = "cuda" if torch.cuda.is_available() else "cpu"


def prepare(array):
    tensor = torch.as_tensor(array)
    return tensor.float().to(device)


x_train_tensor = prepare(x_train)
y_train_tensor = prepare(y_train)
# --8<-- [end:data_preparation]

# --8<-- [start:model_configuration]
lr = 1
n_epochs = 1000

torch.manual_seed(42)
model = nn.Sequential(nn.Linear(2, 1))
model.to(device)

loss_fn = nn.BCEWithLogitsLoss()
optimizer = optim.SGD(
    model.parameters(),
    lr=lr,
)
# --8<-- [end:model_configuration]

# --8<-- [start:model_training]
losses = []
for epoch in range(n_epochs):
    model.train()
    logits = model(x_train_tensor)
    loss = loss_fn(logits, y_train_tensor)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    losses.append(loss.item())

print(model.state_dict())
# --8<-- [end:model_training]


# --8<-- [start:predict_proba]
def predict_proba(model, x):
    model.eval()
    with torch.inference_mode():
        logits = model(prepare(x))
        return torch.sigmoid(logits).cpu()


# --8<-- [end:predict_proba]

# --8<-- [start:threshold]
p_val = predict_proba(model, x_val).numpy()
called = p_val >= 0.5
positive = y_val == 1

tp = (called & positive).sum()
fp = (called & ~positive).sum()
fn = (~called & positive).sum()
tn = (~called & ~positive).sum()
print(f"TP {tp} FP {fp} FN {fn} TN {tn}")
# --8<-- [end:threshold]

# --8<-- [start:metrics]
print(f"accuracy  {(tp + tn) / len(y_val):.4f}")
print(f"precision {tp / (tp + fp):.4f}")
print(f"recall    {tp / (tp + fn):.4f}")
# --8<-- [end:metrics]
