from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django import forms
from django.test import RequestFactory

from densach.ui.icons import icon_svg
from densach.ui.languages import other_language_path
from densach.ui.nav import NavItem
from densach.ui.status import SHAPES, STATUSES, status_code
from tests.ui.conftest import Render

pytestmark = pytest.mark.usefixtures("in_english")


class Elements(HTMLParser):
    """Every element of a piece of HTML with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def one(self, tag: str, **wanted: str) -> dict[str, str | None]:
        return next(
            attrs for name, attrs in self.found if name == tag and wanted.items() <= dict(attrs).items()
        )


class CountForm(forms.Form):
    visits = forms.IntegerField(label="Visits", help_text="Whole day.")
    note = forms.CharField(label="Note", required=False)
    sure = forms.BooleanField(label="Checked")
    origin = forms.ChoiceField(
        label="Origin", choices=[("a", "Book"), ("b", "Guess")], widget=forms.RadioSelect
    )
    paper = forms.FileField(label="Paper", required=False)
    token = forms.CharField(widget=forms.HiddenInput)


def test_every_status_has_a_shape_of_its_own() -> None:
    assert len(set(SHAPES.values())) == len(STATUSES) == len(SHAPES)


def test_a_status_is_told_in_words_and_a_provisional_one_as_such(show: Render) -> None:
    assert "At risk" in show("{% status_mark 'at_risk' %}")
    assert "provisional" not in show("{% status_mark 'at_risk' %}")
    assert "provisional" in show("{% status_mark 'at_risk' True %}")


def test_a_status_that_nobody_knows_reads_as_no_data() -> None:
    assert status_code("splendid") == status_code(None) == "no_data"


def test_help_and_error_of_a_field_are_tied_to_its_control(show: Render) -> None:
    html = show("{% field form.visits %}", form=CountForm(data={"visits": "x"}))
    control = Elements(html).one("input", name="visits")
    tied = (control["aria-describedby"] or "").split()
    ids = {attrs.get("id") for _, attrs in Elements(html).found}
    assert len(tied) == 2
    assert set(tied) <= ids
    assert control["aria-invalid"] == "true"


def test_a_field_that_may_stay_empty_says_so(show: Render) -> None:
    assert "optional" in show("{% field form.note %}", form=CountForm())
    assert "optional" not in show("{% field form.visits %}", form=CountForm())


def test_radio_buttons_stand_in_a_group_with_a_name(show: Render) -> None:
    html = show("{% field form.origin %}", form=CountForm())
    assert re.search(r"<fieldset.*<legend>\s*Origin", html, re.DOTALL)


@pytest.mark.parametrize("name", ["visits", "note", "sure", "paper"])
def test_every_control_has_its_label(show: Render, name: str) -> None:
    elements = Elements(show("{% field form." + name + " %}", form=CountForm()))
    assert elements.one("label")["for"] == elements.one("input", name=name)["id"]


def test_a_form_names_what_is_wrong_first_and_links_to_it(show: Render) -> None:
    html = show(
        "{% form_body form %}",
        form=CountForm(data={"visits": "x", "sure": "on", "origin": "a", "token": "t"}),
    )
    assert "One thing needs your attention" in html
    assert html.index('href="#id_visits"') < html.index('name="visits"')
    assert 'type="hidden" name="token"' in html


def test_a_form_without_mistakes_shows_no_summary(show: Render) -> None:
    assert "error-summary" not in show("{% form_body form %}", form=CountForm())


@pytest.mark.parametrize(
    ("now", "direction", "leads_to"),
    [("", "none", "sort=name"), ("name", "ascending", "sort=-name"), ("-name", "descending", "sort=name")],
)
def test_a_column_head_sorts_up_then_down_and_keeps_the_filters(
    show: Render, rf: RequestFactory, now: str, direction: str, leads_to: str
) -> None:
    request = rf.get("/x/", {"q": "đèn", "after": "17", "sort": now})
    elements = Elements(show("{% sort_header 'name' 'Name' %}", request))
    link = elements.one("a")["href"] or ""
    assert elements.one("th")["aria-sort"] == direction
    assert link.endswith(leads_to)
    assert "q=" in link
    assert "after" not in link


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/lich?tu=2026", "/en/lich?tu=2026"),
        ("/", "/en/"),
        ("/en/", "/"),
        ("/en", "/"),
        ("/en/lich?tu=2026", "/lich?tu=2026"),
        ("/en?x=1", "/?x=1"),
        ("/energia", "/en/energia"),
    ],
)
def test_a_page_knows_its_address_in_the_other_language(here: str, there: str) -> None:
    assert other_language_path(here) == there


def test_the_other_language_is_one_switch_away_and_back() -> None:
    for path in ("/", "/lam-viec/ke-hoach/3?x=%C4%91", "/thu-vien"):
        assert other_language_path(other_language_path(path)) == path


def test_navigation_marks_where_one_is_and_counts_what_waits(show: Render) -> None:
    items = [NavItem("Waiting", "/a/", "inbox", True, 3, "Work"), NavItem("Units", "/b/", group="Look up")]
    html = show("{% include 'ui/parts/nav.html' %}", nav=items)
    elements = Elements(html)
    assert elements.one("a", href="/a/")["aria-current"] == "page"
    assert "aria-current" not in elements.one("a", href="/b/")
    assert ">3<" in html.replace(" ", "").replace("</span>3</span>", "</span>>3<</span>")
    assert html.count("nav-title") == 2


def test_the_last_breadcrumb_is_this_page_and_no_link(show: Render) -> None:
    items = [NavItem("Plans", "/p/"), NavItem("Targets", "/p/1/")]
    elements = Elements(show("{% breadcrumbs items %}", items=items))
    assert [attrs["href"] for tag, attrs in elements.found if tag == "a"] == ["/p/"]


def test_a_list_on_one_page_has_no_pager(show: Render) -> None:
    assert show("{% pager %}").strip() == ""
    assert 'rel="next"' in show("{% pager next_url='?after=9' %}")
    assert 'rel="prev"' not in show("{% pager next_url='?after=9' %}")


def test_an_icon_beside_words_is_silent_and_a_lone_one_speaks() -> None:
    assert 'aria-hidden="true"' in icon_svg("book")
    assert 'aria-label="Books"' in icon_svg("book", "Books")


@pytest.mark.parametrize("name", ["../../secret", "book.svg", "no-such-icon", ""])
def test_an_icon_that_is_not_there_becomes_a_dot(name: str) -> None:
    assert "<circle" in icon_svg(name)


def test_actions_of_a_page_stand_in_its_head(show: Render) -> None:
    html = show("{% page_header 'Plans' lead='All of them' %}<a href='/new/'>New</a>{% endpage_header %}")
    assert re.search(r"<h1>Plans</h1>.*All of them.*class=\"actions\">.*/new/", html, re.DOTALL)


def test_what_people_wrote_is_escaped_in_components(show: Render) -> None:
    bad = "<script>x</script>"
    html = show(
        "{% notice 'info' bad %}{% page_header bad %}{% endpage_header %}{% empty_state 'drum' bad %}"
        "{% progress 1 1 2 label=bad %}{% key_hint bad %}",
        bad=bad,
    )
    assert "<script" not in html
