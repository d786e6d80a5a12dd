"""Figures, days, states and the thread, as templates write them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from samordna.kernel.findings import Finding, Severity, Where
from samordna.web.shared import ThreadStep

TODAY = date(2024, 9, 12)


def write(text: str, **context: object) -> str:
    return Template("{% load samordna %}" + text).render(Context(context)).strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ x|kr }}", "1\u00a0234\u00a0567\u00a0kr"),
        ("{{ x|tkr }}", "1\u00a0235\u00a0tkr"),
        ("{{ x|tkr_bare }}", "1\u00a0235"),
        ("{{ x|number }}", "1\u00a0234\u00a0567"),
        ("{{ none|kr }}", "–"),
        ("{{ unknown|tkr }}", "–"),
        ("{{ zero|kr }}", "0\u00a0kr"),
    ],
)
def test_figures(text: str, expected: str) -> None:
    assert write(text, x=1_234_567, none=None, zero=0) == expected


def test_money_below_zero_has_a_real_minus_and_is_marked() -> None:
    assert (
        write("{% money x unit='tkr' bare=True %}", x=-61_000)
        == '<span class="money negative">\u221261</span>'
    )


def test_money_of_an_unknown_unit_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError):
        write("{% money 1 unit='öre' %}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ d|day }}", '<time datetime="2024-09-12">2024-09-12</time>'),
        ("{{ d|longday }}", '<time datetime="2024-09-12">12 september 2024</time>'),
        ("{{ d|weekday }}", '<time datetime="2024-09-12">torsdag 12 september 2024</time>'),
        ("{{ none|day }}", "–"),
    ],
)
def test_days(text: str, expected: str) -> None:
    assert write(text, d=TODAY, none=None) == expected


def test_a_stamp_has_no_parts_of_a_second() -> None:
    moment = datetime(2024, 9, 12, 7, 32, 5, 123456, tzinfo=UTC)
    assert write("{{ x|moment }}", x=moment) == (
        '<time datetime="2024-09-12T09:32:05+02:00">2024-09-12 09.32</time>'
    )


def test_a_moment_late_in_the_evening_utc_is_the_next_day_in_sweden() -> None:
    late = datetime(2024, 9, 11, 22, 30, tzinfo=UTC)
    assert ">2024-09-12<" in write("{{ m|day }}", m=late)
    assert ">00.30<" in write("{{ m|clock }}", m=late)
    assert ">2024-09-12 00.30<" in write("{{ m|moment }}", m=late)


@pytest.mark.parametrize(
    ("due", "expected", "late"),
    [
        (date(2024, 9, 12), "i dag", False),
        (date(2024, 9, 13), "i morgon", False),
        (date(2024, 9, 19), "om 7 dagar", False),
        (date(2024, 12, 13), "om 92 dagar", False),
        (date(2024, 12, 14), "om 3 månader", False),
        (date(2025, 12, 31), "om 16 månader", False),
        (date(2024, 9, 11), "1 dag sen", True),
        (date(2024, 9, 9), "3 dagar sen", True),
    ],
)
def test_days_left(due: date, expected: str, late: bool) -> None:
    written = write("{% day_left due today %}", due=due, today=TODAY)
    assert f">{expected}<" in written
    assert ("late" in written) is late


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        (date(2024, 9, 12), "i dag"),
        (date(2024, 9, 11), "i går"),
        (date(2024, 9, 9), "för 3 dagar sedan"),
        (date(2024, 9, 13), "i morgon"),
        (date(2024, 9, 15), "om 3 dagar"),
    ],
)
def test_days_ago(then: date, expected: str) -> None:
    assert f">{expected}<" in write("{% days_ago then today %}", then=then, today=TODAY)


def test_an_address_is_divided_after_its_at_and_escaped() -> None:
    assert (
        write("{{ mail|address }}", mail="b@uppsala.exempel.se<") == "b@<wbr>uppsala.exempel.se&lt;"
    )


def test_a_day_in_a_text_is_whole_and_the_rest_is_escaped() -> None:
    written = write("{{ said|whole_days }}", said="<b> före den 18 oktober 2024, 2027-12-31")
    assert written == (
        '&lt;b&gt; före den <span class="whole">18 oktober</span> 2024, '
        '<span class="whole">2027-12-31</span>'
    )


def test_a_paragraph_keeps_its_sign_in_narrow_places() -> None:
    written = write("{{ said|whole_marks }}", said="Styrelsen § 77/2024 (lagen 10 §), 3 maj")
    assert written == (
        'Styrelsen <span class="whole">§ 77/2024</span> (lagen <span class="whole">10 §</span>), '
        '<span class="whole">3 maj</span>'
    )


def test_a_line_has_its_head_in_bold_and_the_rest_as_it_is() -> None:
    written = write("{{ said|headed }}", said="Beslutet innebär: <b> den 3 maj: 1 kr.")
    assert written == (
        '<strong>Beslutet innebär:</strong> &lt;b&gt; den <span class="whole">3 maj</span>: 1 kr.'
    )
    assert write("{{ said|headed }}", said="utan huvud") == "utan huvud"


def test_a_state_is_said_in_words_and_escaped() -> None:
    assert write("{% badge x tone='info' %}", x="A & <B>") == (
        '<span class="badge info">A &amp; &lt;B&gt;</span>'
    )
    with pytest.raises(TemplateSyntaxError):
        write("{% badge 'x' tone='rosa' %}")


FINDINGS = [
    Finding("note", Severity.NOTE, "Namnen skiljer sig.", Where(field="name")),
    Finding(
        "sum",
        Severity.ERROR,
        "Åren summerar inte.",
        Where("Blad 2", "H31", "amount_kr"),
        expected_kr=1_480_000,
        found_kr=1_260_000,
    ),
]


def test_findings_stand_worst_first_with_place_and_difference() -> None:
    written = write("{% findings f link_fields=True %}", f=FINDINGS)
    assert written.index("Åren summerar inte.") < written.index("Namnen skiljer sig.")
    assert 'href="#id_amount_kr"' in written
    assert "H31" in written
    assert "\u2212220\u00a0000\u00a0kr" in written


def test_no_findings_say_so() -> None:
    assert "Allt stämmer." in write("{% findings f empty='Allt stämmer.' %}", f=[])


def test_findings_of_one_field_only() -> None:
    written = write("{% field_findings f field='name' %}", f=FINDINGS)
    assert "Namnen" in written
    assert "Åren" not in written


def test_findings_are_counted_in_words() -> None:
    assert write("{% findings_summary f %}", f=[*FINDINGS, FINDINGS[0]]) == (
        "1 fel, 2 upplysningar"
    )
    assert write("{% findings_summary f %}", f=[]) == ""


def test_the_thread_marks_the_present_step_in_words_and_for_machines() -> None:
    steps = [
        ThreadStep("Ansökan", "done", date(2024, 6, 3), "/a/"),
        ThreadStep("Styrelsen § 73", "now", TODAY),
        ThreadStep("Laga kraft", "coming", date(2024, 10, 21), note="tidigast"),
    ]
    written = write("{% thread steps %}", steps=steps)
    assert written.count('aria-current="step"') == 1
    now = written.index('Styrelsen <span class="whole">§ 73</span>')
    assert written.index('aria-current="step"') < now < written.index("Laga kraft")
    for word in ("klart", ">nu<", "kommande", "tidigast", 'href="/a/"'):
        assert word in written


def test_pages_of_a_list_keep_the_search() -> None:
    request = RequestFactory().get("/", {"q": "rehab", "sida": "2"})
    page = Paginator(range(100), 20).page(2)
    written = write("{% pagination page %}", page=page, request=request)
    assert 'href="?q=rehab&amp;sida=3"' in written
    assert 'aria-current="page"' in written
    assert "21–40 av 100" in " ".join(written.split())


def test_a_list_of_one_page_has_no_links() -> None:
    assert write("{% pagination page %}", page=Paginator(range(3), 20).page(1)) == ""


def test_a_region_that_scrolls_can_be_reached_with_the_keyboard() -> None:
    written = write("{% scroll label %}<table></table>{% endscroll %}", label='År "ett"')
    assert 'tabindex="0"' in written
    assert 'role="region"' in written
    assert 'aria-label="År &quot;ett&quot;"' in written
    assert "<table></table>" in written


def test_an_empty_state_stands_inside_a_loop_too() -> None:
    nothing = "{% empty_state 'Inget.' %}<p>Vidare</p>{% endempty_state %}"
    text = "{% for x in xs %}{{ x }}{% empty %}" + nothing + "{% endfor %}"
    assert "Inget." in write(text, xs=[])
    assert write(text, xs=["a"]) == "a"


def test_breadcrumbs_lead_to_pages_and_end_with_the_page_itself() -> None:
    request = RequestFactory().get("/")
    request.association = SimpleNamespace(slug="alv")  # type: ignore[attr-defined]
    written = write(
        "{% breadcrumbs %}{% crumb 'Ansökningar' page='funding:applications' %}"
        "{% crumb name page='funding:application' number=3 %}{% crumb 'Den' on|day %}"
        "{% endbreadcrumbs %}",
        request=request,
        name="<Växtkraft>",
        on=TODAY,
    )
    assert written == (
        '<nav class="breadcrumbs" aria-label="Länkstig"><ol>'
        '<li><a href="/alv/ansokningar/">Ansökningar</a></li>'
        '<li><a href="/alv/ansokningar/3/">&lt;Växtkraft&gt;</a></li>'
        '<li aria-current="page">Den <time datetime="2024-09-12">2024-09-12</time></li>'
        "</ol></nav>"
    )
