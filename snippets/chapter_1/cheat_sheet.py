"""What the cheat sheet adds to the pipeline: validating, saving, and a class of one's own."""

import torch
from torch import nn

from chapter_1.pytorch_pipeline import device, loss_fn, model, x_val, y_val

# --8<-- [start:path]
import tempfile
from pathlib import Path

folder = tempfile.TemporaryDirectory()
path = Path(folder.name, "line.pt")
# --8<-- [end:path]


# --8<-- [start:own_model]
class Line(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(1, 1)

    def forward(self, x):
        return self.linear(x)


# --8<-- [end:own_model]


# --8<-- [start:validation]
def prepare(array):
    tensor = torch.as_tensor(array)
    return tensor.float().to(device)


model.eval()
with torch.no_grad():
    yhat_val = model(prepare(x_val))
    val_loss = loss_fn(yhat_val, prepare(y_val))
print(f"{val_loss.item():.4f}")
# --8<-- [end:validation]

# --8<-- [start:save]
torch.save(model.state_dict(), path)

# The same layers, then the saved numbers
loaded = nn.Sequential(nn.Linear(1, 1))
state = torch.load(path, map_location="cpu")
loaded.to(device).load_state_dict(state)
print(*loaded.state_dict().values())
# --8<-- [end:save]
