"""New data need the type, shape and scale of the training data; a scaler in the model sees to it."""

import runpy

import numpy as np
import pytest
import torch
from sklearn.preprocessing import StandardScaler
from torch import nn

from chapter_0.pipeline import x_train, x_val, y_train, y_val
from chapter_2 import predictions as page

new = [0.0, 0.5, 1.0]


def best(feature):
    """Weight and bias of least squares."""
    return np.polyfit(feature[:, 0], y_train[:, 0], 1)


def values(tensor):
    return tensor[:, 0].tolist()


@pytest.mark.claim(
    "In evaluation mode, dropout drops nothing; in inference mode, autograd records nothing."
)
def test_predict_evaluates_and_records_nothing():
    page.model.train()
    out = page.predict(page.model, new)
    assert not page.model.training and out.is_inference() and not out.requires_grad
    dropout = nn.Dropout(0.5)
    assert torch.equal(page.predict(dropout, [1.0] * 20), torch.ones(20, 1))


@pytest.mark.claim("as_tensor takes a number, a list, an array or a tensor.")
@pytest.mark.claim(
    "reshape(-1, 1) makes as many rows as there are points, and one column for the single feature."
)
def test_all_forms_give_the_same_predictions():
    expected = page.predict(page.model, new)
    assert expected.shape == (3, 1) and expected.dtype == torch.float32
    for x in (np.array(new), torch.tensor(new), np.array(new)[:, None], torch.tensor([new])):
        assert torch.equal(page.predict(page.model, x), expected)
    assert torch.equal(page.predict(page.model, 0.5), expected[1:2])
    assert page.predict(page.model, [0, 1]).shape == (2, 1)


@pytest.mark.claim("nn.Linear raises an error for a wrong type or a wrong number of columns.")
@pytest.mark.claim("It can't notice a wrong scale: to a formula, one number is as good as another.")
def test_what_raises_and_what_does_not():
    wrong = torch.tensor(new, dtype=torch.float64)[:, None]
    for model in (page.line, page.model):
        with pytest.raises(RuntimeError, match="same dtype, but got Double and Float"):
            model(wrong)
        with pytest.raises(RuntimeError, match="shapes cannot be multiplied"):
            model[-1](torch.ones(3, 2))
        assert model(torch.full((1, 1), 1e6)).isfinite().all()


@pytest.mark.claim(
    "The line in the set-up was trained on the standardised feature, which has mean 0 and "
    "standard deviation 1."
)
@pytest.mark.claim(
    "To this line, 0 stands for the mean of the feature in the training set, and 1 for one standard "
    "deviation above it."
)
@pytest.mark.claim("So a raw 0, the lower end of the data, gets the prediction for the mean.")
def test_the_line_learned_from_the_standardised_feature():
    scaler = StandardScaler().fit(x_train)
    assert page.mean.item() == pytest.approx(scaler.mean_[0], rel=1e-5)
    assert page.std.item() == pytest.approx(scaler.scale_[0], rel=1e-5)
    z = (page.x - page.mean) / page.std
    assert z.mean().item() == pytest.approx(0, abs=1e-6)
    assert z.std(correction=0).item() == pytest.approx(1)
    found = [page.line[0].weight.item(), page.line[0].bias.item()]
    assert found == pytest.approx(best(scaler.transform(x_train)), rel=1e-5)
    assert found == pytest.approx([0.6029, 1.9538], rel=1e-4)
    at = (page.mean, page.mean + page.std)
    means = page.predict(page.line, [0.0, 1.0])
    assert torch.allclose(page.predict(page.model, torch.stack(at)), means)
    assert means[0].item() == pytest.approx(y_train.mean(), rel=1e-4)
    assert 0 < x_train.min() < 0.01 and x_train.mean() > 0.4


@pytest.mark.claim("With standardised features, the loss is 0.0087.")
@pytest.mark.claim(
    "The same model twice. Given raw features, its line is too flat: too high on the left, too low "
    "on the right."
)
def test_raw_features_give_a_flat_line():
    raw = values(page.predict(page.line, new))
    scaler = StandardScaler().fit(x_train)
    right = values(page.predict(page.line, scaler.transform(np.array(new)[:, None])))
    assert raw == pytest.approx([1.9538, 2.2553, 2.5567], rel=1e-4)
    assert right == pytest.approx([1.0235, 2.0080, 2.9925], rel=1e-4)
    assert raw[0] > right[0] and raw[1] > right[1] and raw[2] < right[2]
    assert raw[2] - raw[0] < (right[2] - right[0]) / 3
    losses = []
    for x in (x_val, scaler.transform(x_val)):
        losses.append(((page.predict(page.line, x).numpy() - y_val) ** 2).mean())
    assert losses == pytest.approx([0.2244, 0.0087], abs=5e-5)
    assert page.raw_loss == pytest.approx(losses[0], rel=1e-5)
    assert page.loss == pytest.approx(losses[1], rel=1e-4)


@pytest.mark.claim("Now fit, evaluate and predict all take the feature as it is.")
@pytest.mark.claim(
    "The layer behind the scaler gets the same numbers as line did, so training finds the same weight "
    "and bias."
)
def test_the_scaler_inside_finds_the_same_line():
    torch.manual_seed(42)
    model = page.new_model(page.mean, page.std)
    assert torch.equal(model[0](page.x), (page.x - page.mean) / page.std)
    page.fit(model, page.x)
    assert torch.equal(model[1].weight, page.line[0].weight)
    assert torch.equal(model[1].bias, page.line[0].bias)
    assert page.model[1].weight.item() == pytest.approx(model[1].weight.item(), rel=1e-5)
    weight, bias = best(x_train)
    line = [bias, bias + 0.5 * weight, bias + weight]
    assert values(page.predict(page.model, new)) == pytest.approx(line, rel=1e-4)


@pytest.mark.claim(
    "Mean and standard deviation are buffers: saved and moved with the model, but not "
    "among its parameters, so the optimiser isn't given them and doesn't change them."
)
def test_buffers_are_saved_and_moved_but_not_trained():
    model = page.new_model(page.mean.clone(), page.std.clone())
    assert [name for name, _ in model.named_parameters()] == ["1.weight", "1.bias"]
    assert list(model.state_dict()) == ["0.mean", "0.std", "1.weight", "1.bias"]
    page.fit(model, page.x)
    assert torch.equal(model[0].mean, page.mean) and torch.equal(model[0].std, page.std)
    assert model.to("meta")[0].mean.device.type == "meta"


@pytest.mark.claim("The optimiser moves the mean along with the weight and the bias.")
@pytest.mark.claim("Both hold the same number at the start, and both are in state_dict().")
@pytest.mark.claim(
    "That would happen with a plain tensor, self.mean = mean, which nobody registers."
)
def test_a_parameter_would_be_trained_and_a_plain_tensor_not_saved():
    class Wrong(nn.Module):
        def __init__(self):
            super().__init__()
            self.mean = nn.Parameter(page.mean.clone())
            self.std = page.std

        def forward(self, x):
            return (x - self.mean) / self.std

    model = nn.Sequential(Wrong(), nn.Linear(1, 1))
    assert list(model.state_dict()) == ["0.mean", "1.weight", "1.bias"]
    page.fit(model, page.x)
    assert abs(model[0].mean.item() - page.mean.item()) > 0.01


@pytest.mark.claim(
    "The new program made a scaler that changes nothing, with mean 0 and standard deviation 1."
)
@pytest.mark.claim(
    "Loading replaced both numbers, so the predictions are those of the saved model."
)
def test_the_loaded_model_predicts_the_same():
    made = page.Standardise(torch.zeros(1), torch.ones(1))
    assert torch.equal(made(page.x), page.x)
    assert torch.equal(page.predict(page.loaded, x_val), page.predict(page.model, x_val))
    assert torch.equal(page.loaded[0].mean, page.mean)
    state = {name: value.item() for name, value in page.state.items()}
    assert state == {
        "0.mean": pytest.approx(0.4725, rel=1e-4),
        "0.std": pytest.approx(0.3062, rel=2e-4),
        "1.weight": pytest.approx(0.6029, rel=1e-4),
        "1.bias": pytest.approx(1.9538, rel=1e-4),
    }


@pytest.mark.claim("Swapping two columns raises no error.")
@pytest.mark.claim(
    "For k features, predict needs reshape(-1, k): as it is, it takes three points of two features "
    "for six points."
)
@pytest.mark.claim(
    "A standardised target gives standardised predictions: multiply each by the target's "
    "standard deviation, then add the target's mean."
)
def test_several_features_and_a_standardised_target():
    torch.manual_seed(0)
    two = nn.Linear(2, 1)
    points = torch.rand(3, 2)
    assert not torch.allclose(two(points), two(points.flip(1)))
    assert page.predict(page.model, points).shape == (6, 1)

    scaler = StandardScaler().fit(y_train)
    weight, bias = np.polyfit(x_train[:, 0], scaler.transform(y_train)[:, 0], 1)
    back = (bias + weight * x_val) * y_train.std() + y_train.mean()
    weight, bias = best(x_train)
    np.testing.assert_allclose(back, bias + weight * x_val)


@pytest.mark.claim(
    "nn.Linear reads the last dimension as the features, so these are three features of one point."
)
def test_a_row_is_one_point():
    row = torch.tensor(new)
    assert nn.Linear(3, 1)(row).shape == (1,)
    with pytest.raises(RuntimeError, match=r"\(1x3 and 1x1\)"):
        page.model(row)
    assert page.model(row.reshape(-1, 1)).shape == (3, 1)


@pytest.mark.claim(
    "To get the gradient for its weight, the layer has to save its input, and tensors from "
    "torch.inference_mode() can't be saved for that."
)
def test_inference_tensors_cannot_be_saved():
    made = page.predict(page.model, new)
    with pytest.raises(RuntimeError, match="Inference tensors cannot be saved for backward"):
        nn.Linear(1, 1)(made)
    frozen = nn.Linear(1, 1).requires_grad_(False)
    assert frozen(made).shape == (3, 1)
    with torch.no_grad():
        plain = page.model(torch.tensor(new)[:, None])
    for fixed in (plain, made.clone()):
        layer = nn.Linear(1, 1)
        layer(fixed).sum().backward()
        assert layer.weight.grad.item() == pytest.approx(sum(values(made)))


@pytest.mark.claim("A single point is its own mean, so it always becomes 0, and the bias is left.")
@pytest.mark.claim("scikit-learn divides by 1 where a standard deviation is 0.")
def test_a_point_standardised_by_itself():
    for x in (0.1, 0.5, 7.0):
        z = StandardScaler().fit_transform([[x]])
        assert z == 0
        assert page.predict(page.line, z).item() == pytest.approx(1.9538, rel=1e-4)
    assert StandardScaler().fit([[7.0]]).scale_ == 1


@pytest.mark.claim("It standardises again: (1 − 50) / 10 = −4.9, and 3 · (−4.9) + 7.")
@pytest.mark.claim("With the raw 60 it returns 10.")
def test_what_is_standardised_twice():
    scaler = page.Standardise(torch.tensor([50.0]), torch.tensor([10.0]))
    model = nn.Sequential(scaler, nn.Linear(1, 1))
    nn.init.constant_(model[1].weight, 3.0)
    nn.init.constant_(model[1].bias, 7.0)
    assert model[0](torch.ones(1, 1)).item() == pytest.approx(-4.9)
    assert page.predict(model, 1).item() == pytest.approx(-7.7)
    assert page.predict(model, 60).item() == pytest.approx(10)


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    out = capsys.readouterr().out
    start = out.index("tensor([[1.9538]")
    lines = [" ".join(line.split()) for line in out[start:].splitlines()]
    right = ["tensor([[1.0235],", "[2.0080],", "[2.9925]])"]
    assert lines[:4] == ["tensor([[1.9538],", "[2.2553],", "[2.5567]])", "validation loss 0.2244"]
    assert lines[4:8] == [*right, "validation loss 0.0087"]
    assert lines[8:12] == ["0.mean 0.4725", "0.std 0.3062", "1.weight 0.6029", "1.bias 1.9538"]
    assert lines[12:15] == right
    assert lines[15] == "RuntimeError: mat1 and mat2 shapes cannot be multiplied (1x3 and 1x1)"
    assert lines[16].startswith("RuntimeError: Inference tensors cannot be saved for backward.")
    assert len(lines) == 17


def test_fit_makes_1000_updates_at_rate_0_1(monkeypatch):
    rates = []

    def maker(model, loss_fn, optimizer):
        rate = optimizer.param_groups[0]["lr"]
        return lambda x, y: rates.append(rate)

    monkeypatch.setattr(page, "make_train_step", maker)
    page.fit(nn.Linear(1, 1), page.x)
    assert rates == [0.1] * 1000
