"""A trainer of our own: it holds the parts, calls the functions, and tells its callbacks."""

from chapter_2.pipeline import evaluate, make_train_step, predict, train_epoch, train_set, val_set

# --8<-- [start:imports]
import copy
import io
from dataclasses import asdict, dataclass, field

import torch
from torch import nn, optim
from torch.utils.data import DataLoader
# --8<-- [end:imports]


# --8<-- [start:state]
@dataclass
class State:
    epoch: int = 0
    losses: list[float] = field(
        default_factory=list,
    )
    val_losses: list[float] = field(
        default_factory=list,
    )
    stop: bool = False


# --8<-- [end:state]


# --8<-- [start:trainer]
class Trainer:
    def __init__(
        self,
        model,
        loss_fn,
        optimizer,
        callbacks=(),
    ):
        self.model = model
        self.loss_fn = loss_fn
        self.optimizer = optimizer
        self.callbacks = list(callbacks)
        self.state = State()

    def fit(
        self,
        train_loader,
        val_loader,
        epochs,
    ):
        train_step = make_train_step(
            self.model,
            self.loss_fn,
            self.optimizer,
        )
        state = self.state
        for _ in range(epochs):
            loss = train_epoch(
                train_step,
                train_loader,
            )
            val = self.evaluate(val_loader)
            state.losses.append(loss)
            state.val_losses.append(val)
            state.epoch += 1
            for callback in self.callbacks:
                callback.on_epoch_end(self)
            if state.stop:
                break

    def evaluate(self, loader):
        return evaluate(
            self.model,
            self.loss_fn,
            loader,
        )

    def predict(self, x):
        return predict(self.model, x)


# --8<-- [end:trainer]


# --8<-- [start:log]
class Log:
    def __init__(self, file):
        self.file = file
        print("epoch,loss,val", file=file)

    def on_epoch_end(self, trainer):
        state = trainer.state
        print(
            state.epoch,
            f"{state.losses[-1]:.4f}",
            f"{state.val_losses[-1]:.4f}",
            sep=",",
            file=self.file,
        )


# --8<-- [end:log]


# --8<-- [start:early_stopping]
class EarlyStopping:
    def __init__(self, patience):
        self.patience = patience
        self.best_loss = float("inf")
        self.best_epoch = 0

    def on_epoch_end(self, trainer):
        state = trainer.state
        val_loss = state.val_losses[-1]
        if val_loss < self.best_loss:
            self.best_loss = val_loss
            self.best_epoch = state.epoch
            self.best = copy.deepcopy(
                trainer.model.state_dict(),
            )
        wait = state.epoch - self.best_epoch
        if wait >= self.patience:
            state.stop = True


# --8<-- [end:early_stopping]


# --8<-- [start:checkpoint]
def checkpoint(trainer, generator):
    model = trainer.model
    optimizer = trainer.optimizer
    return {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "state": asdict(trainer.state),
        "loader": generator.get_state(),
        "global": torch.get_rng_state(),
    }


def resume(trainer, generator, saved):
    model = trainer.model
    model.load_state_dict(saved["model"])
    optimizer = trainer.optimizer
    optimizer.load_state_dict(
        saved["optimizer"],
    )
    trainer.state = State(**saved["state"])
    generator.set_state(saved["loader"])
    torch.set_rng_state(saved["global"])


# --8<-- [end:checkpoint]

# --8<-- [start:data_preparation]
device = "cuda" if torch.cuda.is_available() else "cpu"

generator = torch.Generator().manual_seed(42)
train_loader = DataLoader(
    train_set,
    batch_size=16,
    shuffle=True,
    generator=generator,
)
val_loader = DataLoader(
    val_set,
    batch_size=16,
    generator=torch.Generator(),
)
# --8<-- [end:data_preparation]

# --8<-- [start:model_configuration]
lr = 0.1
n_epochs = 200

torch.manual_seed(42)
model = nn.Sequential(nn.Linear(1, 1))
model.to(device)

log = io.StringIO()
trainer = Trainer(
    model,
    nn.MSELoss(),
    optim.SGD(model.parameters(), lr=lr),
    callbacks=[Log(log), EarlyStopping(50)],
)
# --8<-- [end:model_configuration]

# --8<-- [start:model_training]
trainer.fit(train_loader, val_loader, n_epochs)
print(trainer.state.epoch, "epochs")
# --8<-- [end:model_training]

# --8<-- [start:prediction]
saved = checkpoint(trainer, generator)
print(trainer.predict([0.2, 0.5, 1.0]))
# --8<-- [end:prediction]
