"""How much a visit fetches, as a browser really fetches it: bytes as gzip -9 sends them."""

from browsing import FIRST_VISIT, NEXT_PAGE, REQUESTS, by_weight, visits


def test_the_first_visit_of_the_heaviest_recap(browser, site):
    (visit,) = visits(browser, site, by_weight(site)[-1:])
    assert visit.size <= FIRST_VISIT and len(visit.files) <= REQUESTS
    assert any(file.endswith(".woff2") for file in visit.files)


def test_the_next_recap_is_only_its_page(browser, site):
    first, *following = visits(browser, site, ["chapter-0/loss/", *by_weight(site)[-5:]])
    assert first.size > NEXT_PAGE
    assert [visit for visit in following if visit.size > NEXT_PAGE or len(visit.files) > 1] == []
