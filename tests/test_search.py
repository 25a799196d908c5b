"""The search finds what readers look for, and is loaded when they look."""

import json

from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from browsing import compressed, serving

# What learners type, and the page that teaches it.
WANTED = {
    # in either spelling, in the plural, in other words for the same
    "standardization": "chapter-0/standardisation/",
    "standardize features": "chapter-0/standardisation/",
    "normalisation": "chapter-0/standardisation/",
    "feature scaling": "chapter-0/standardisation/",
    "StandardScaler": "chapter-0/standardisation/",
    "weight initialization": "chapter-0/random-initialisation/",
    "random seed": "chapter-0/random-initialisation/",
    "minibatch": "chapter-0/batch-sizes/",
    "stochastic gradient descent": "chapter-0/batch-sizes/",
    "epochs": "chapter-0/epoch/",
    "residuals": "chapter-0/errors/",
    "mean squared error": "chapter-0/loss/",
    "cost function": "chapter-0/loss/",
    "data leakage": "chapter-0/leakage/",
    "test set": "chapter-0/test-set/",
    "train test split": "chapter-0/train-validation-split/",
    "hyperparameter": "chapter-0/deciding-with-validation/",
    "overfitting": "chapter-0/deciding-with-validation/",
    "early stopping": "chapter-0/deciding-with-validation/",
    "learning rate too high": "chapter-0/learning-rates/",
    "loss is nan": "chapter-0/learning-rates/",
    "gradient accumulation": "chapter-1/optimizer/",
    "optimizer": "chapter-1/optimizer/",
    "chain rule": "chapter-0/backpropagation/",
    "computational graph": "chapter-1/computation-graph/",
    "activation function": "chapter-1/layers/",
    "batch normalization": "chapter-1/train-mode/",
    "closure": "chapter-2/closures/",
    "patience": "chapter-2/early-stopping/",
    "checkpoint": "chapter-2/checkpoints/",
    "resume training": "chapter-2/checkpoints/",
    "random generator": "chapter-2/shuffling/",
    "split a dataset": "chapter-2/splits/",
    "mini-batch training loop": "chapter-2/mini-batch-loop/",
    "weighted mean": "chapter-2/evaluation/",
    "trainer": "chapter-2-1/trainer/",
    "callbacks": "chapter-2-1/callbacks/",
    "dependency injection": "chapter-2-1/trainer/",
    "PyTorch Lightning": "chapter-2-1/trainer-program/",
    "logistic regression": "chapter-3/logistic-regression/",
    "sigmoid": "chapter-3/log-odds/",
    "logit": "chapter-3/log-odds/",
    "binary cross entropy": "chapter-3/cross-entropy/",
    "decision boundary": "chapter-3/decision-boundary/",
    "confusion matrix": "chapter-3/confusion-matrix/",
    "false positives": "chapter-3/confusion-matrix/",
    "precision and recall": "chapter-3/precision-and-recall/",
    "f1 score": "chapter-3/precision-and-recall/",
    "ROC curve": "chapter-3/roc-curve/",
    "AUC": "chapter-3/auc/",
    "imbalanced classes": "chapter-3/rare-positives/",
    "class weights": "chapter-3/pos-weight/",
    # names in code
    "dataclass": "chapter-2-1/training-state/",
    "default_factory": "chapter-2-1/training-state/",
    "get_rng_state": "chapter-2-1/resuming/",
    "BCEWithLogitsLoss": "chapter-3/bce-with-logits/",
    "nn.BCELoss": "chapter-3/cross-entropy/",
    "pos_weight": "chapter-3/pos-weight/",
    "confusion_matrix": "chapter-3/confusion-matrix/",
    "roc_auc_score": "chapter-3/auc/",
    "nonlocal": "chapter-2/closures/",
    "TensorDataset": "chapter-2/datasets/",
    "random_split": "chapter-2/splits/",
    "DataLoader": "chapter-2/data-loaders/",
    "drop_last": "chapter-2/data-loaders/",
    "torch.Generator": "chapter-2/shuffling/",
    "torch.load": "chapter-2/checkpoints/",
    "inference_mode": "chapter-1/train-mode/",
    "tensor": "chapter-1/tensors/",
    "torch.from_numpy": "chapter-1/tensors/",
    "requires_grad": "chapter-1/autograd/",
    "loss.backward()": "chapter-1/autograd/",
    "optimizer.zero_grad": "chapter-1/optimizer/",
    "nn.MSELoss": "chapter-1/loss-function/",
    "nn.Module": "chapter-1/module/",
    "nn.Linear": "chapter-1/layers/",
    "model.eval()": "chapter-1/train-mode/",
    # messages of errors
    "Can't call numpy() on Tensor that requires grad": "chapter-1/loss-function/",
    "RuntimeError: element 0 of tensors does not require grad": "chapter-1/autograd/",
    "AttributeError: module 'torch' has no attribute 'to_tensor'": "chapter-1/putting-together/",
    "mat1 and mat2 shapes cannot be multiplied": "chapter-1/layers/",
    "UnboundLocalError": "chapter-2/closures/",
    "'DataLoader' object is not an iterator": "chapter-2/data-loaders/",
    "Size mismatch between tensors": "chapter-2/datasets/",
    "TypeError: object of type 'NoLen' has no len()": "chapter-2/datasets/",
    "Sum of input lengths does not equal the length of the input dataset": "chapter-2/splits/",
    "UnpicklingError: Weights only load failed": "chapter-2/checkpoints/",
    "Inference tensors cannot be saved for backward": "chapter-2/predictions/",
    "mutable default <class 'list'> for field losses is not allowed": "chapter-2-1/training-state/",
    "all elements of input should be between 0 and 1": "chapter-3/cross-entropy/",
    "Target size must be the same as input size": "chapter-3/bce-with-logits/",
    "Classification metrics can't handle a mix of binary and continuous": "chapter-3/confusion-matrix/",
    "y should be a 1d array, got an array of shape": "chapter-3/roc-curve/",
    "continuous format is not supported": "chapter-3/auc/",
    "UndefinedMetricWarning": "chapter-3/precision-and-recall/",
    "cannot assign 'float' object to buffer 'pos_weight'": "chapter-3/pos-weight/",
    "overflow encountered in exp": "chapter-3/log-odds/",
    # to be missed: no page teaches it yet
    "Adam": "no page on another optimiser than SGD",
}
RIGHT = 0.9
A_PAGE = 2_300  # bytes of the index for each page of the site, as gzip -9 sends them


def test_the_first_page_found_is_the_right_one(browser, base):
    page = browser.new_page(base_url=base)
    page.goto("chapter-0/loss/")
    first = {words: next(iter(found(page, words)), "nothing") for words in WANTED}
    page.close()
    missed = {words: first[words] for words in WANTED if first[words] != base + WANTED[words]}
    assert len(missed) <= (1 - RIGHT) * len(WANTED), missed


def found(page: Page, words: str) -> list[str]:
    """The addresses of the pages found, best first."""
    field = page.locator(".md-search__input")
    for typed, said in (("", "Type to start searching"), (words, "matching document")):
        field.fill(typed)
        field.dispatch_event("keyup")  # what the search listens to
        expect(page.locator(".md-search-result__meta")).to_contain_text(said)
    pages = page.locator(".md-search-result__item > a:first-of-type")
    return pages.evaluate_all("all => all.map(link => link.origin + link.pathname)")


def test_what_a_page_is_found_by_is_not_shown(browser, base):
    page = browser.new_page(base_url=base)
    page.goto("chapter-0/loss/")
    assert found(page, "z-score")
    shown = page.locator(".md-search-result__item").first.inner_text()
    assert "Standardising" in shown and "feature scaling" not in shown
    page.close()


def test_an_address_with_a_question_opens_the_search(browser, base):
    page = browser.new_page()
    page.goto(base + "?q=learning+rate")
    page.locator(".md-search-result__link").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(base + WANTED["learning rate too high"] + "**")
    page.close()


def test_a_visit_without_a_search_loads_nothing_of_it(browser, site):
    page = browser.new_page()
    with serving(site) as (url, sent):
        page.goto(url + "chapter-0/loss/", wait_until="networkidle")
        assert [file for file in sent if "search" in file] == []
        page.goto(url + "chapter-0/errors/?q=loss")
        expect(page.locator(".md-search-result__item").first).to_be_visible()
        assert len([file for file in sent if "search" in file]) == 2
    page.close()


def test_the_index_is_small_for_the_pages_that_there_are(site):
    pages = len(list(site.rglob("*.html")))
    assert compressed(site / "search/search_index.json") <= A_PAGE * pages


def test_figure_text_is_not_searched(site):
    """Not even the first labels of a figure, which stand one after another in it alone."""
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    searched = squeezed(" ".join(entry["text"] for entry in index["docs"]))
    for file in site.glob("chapter-*/*/index.html"):
        page = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        for figure in page.select("figure svg"):
            labels = [text.get_text() for text in figure.select("text")][:5]
            assert squeezed("".join(labels)) not in searched, file


def squeezed(text: str) -> str:
    return "".join(BeautifulSoup(text, "html.parser").get_text().split())
