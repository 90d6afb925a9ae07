"""Templates: written, changed, copied, ended. What was issued keeps the look it had."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from densach.files import actions as files
from densach.files.actions import Upload
from densach.journal import actions as journal
from densach.kernel.actor import SYSTEM, Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Organisation
from densach.services.certificates.actions.issuing import ISSUE
from densach.services.certificates.models import CertificateKind, Template
from densach.services.certificates.rules.filling import check
from densach.services.certificates.rules.refusals import (
    ChangedMeanwhile,
    OfTheHouse,
    TemplateEnded,
    TemplateNameTaken,
)


@dataclass(frozen=True)
class TemplateData:
    """What a person types of a template."""

    kind: str
    name: str
    heading: str
    body: str
    signer_title: str = ""
    signer_name: str = ""
    landscape: bool = True
    accent: str = "#8a1c1c"


HOUSE = (
    TemplateData(
        CertificateKind.PARTICIPATION, "Mẫu chung: tham gia", "Giấy chứng nhận",
        "Đã tham gia {hoat_dong}\ndo {don_vi} tổ chức từ ngày {tu_ngay} đến ngày {den_ngay}.",
        "Thủ trưởng đơn vị",
    ),
    TemplateData(
        CertificateKind.COMPLETION, "Mẫu chung: hoàn thành", "Giấy chứng nhận",
        "Đã hoàn thành {hoat_dong} ({so_gio} giờ)\ntừ ngày {tu_ngay} đến ngày {den_ngay}. {ket_qua}",
        "Thủ trưởng đơn vị",
    ),
    TemplateData(
        CertificateKind.PRIZE, "Mẫu chung: giải thưởng", "Giấy chứng nhận",
        "Đạt {ket_qua}\n{tac_pham}\ntại {hoat_dong}.", "Trưởng ban tổ chức", accent="#9a5b00",
    ),
    TemplateData(
        CertificateKind.THANKS, "Mẫu chung: cảm ơn", "Thư cảm ơn",
        "Đã đồng hành, đóng góp cho {hoat_dong}.\n{don_vi} trân trọng cảm ơn.", "Thủ trưởng đơn vị", accent="#1f5f4a",
    ),
)  # fmt: skip


@transaction.atomic
def seed_templates(*, at: datetime) -> None:
    """The house's own templates, one of each kind; safe to run again."""
    for data in HOUSE:
        if not Template.objects.filter(organisation=None, kind=data.kind, ended_on=None).exists():
            Template.objects.create(**asdict(data), made_at=at, made_by_name=SYSTEM.name)


@transaction.atomic
def write_template(
    *,
    at: datetime,
    actor: Actor,
    organisation: Organisation,
    data: TemplateData,
    emblem: Upload | None = None,
) -> Template:
    """A template of the unit. Raises NotAllowed, UnknownPlaceholder, BrokenPlaceholder, TemplateNameTaken."""
    if not actor.may(ISSUE, organisation):
        raise NotAllowed(verb=ISSUE)
    made = Template(organisation=organisation, made_at=at, made_by_name=actor.name)
    _fill(made, data)
    made.emblem = files.keep_sent(at=at, actor=actor, upload=emblem, organisation=organisation)
    _save(made)
    _told(at, actor, made, "certificates.template_written")
    return made


@transaction.atomic
def change_template(
    *,
    at: datetime,
    actor: Actor,
    template: Template,
    data: TemplateData,
    seen_revision: int,
    emblem: Upload | None = None,
    without_emblem: bool = False,
) -> Template:
    """The same, changed; refused when somebody else was faster (ChangedMeanwhile)."""
    found, unit = _own(actor, template)
    if found.revision != seen_revision:
        raise ChangedMeanwhile
    _fill(found, data)
    sent = files.keep_sent(at=at, actor=actor, upload=emblem, organisation=unit)
    if sent is not None or without_emblem:
        found.emblem = sent
    found.revision += 1
    _save(found)
    _told(at, actor, found, "certificates.template_changed")
    return found


@transaction.atomic
def copy_template(*, at: datetime, actor: Actor, template: Template, organisation: Organisation) -> Template:
    """One's own copy of a template, under a free name, ready to be changed."""
    data = TemplateData(
        template.kind, _free_name(organisation, template.name), template.heading, template.body,
        template.signer_title, template.signer_name, template.landscape, template.accent,
    )  # fmt: skip
    made = write_template(at=at, actor=actor, organisation=organisation, data=data)
    if template.emblem_id is not None:
        made.emblem_id = template.emblem_id
        made.save(update_fields=["emblem"])
    return made


def _free_name(organisation: Organisation, name: str) -> str:
    base = name.replace("Mẫu chung: ", "Mẫu của đơn vị: ")[:110]
    taken = set(
        Template.objects.filter(organisation=organisation, ended_on=None).values_list("name", flat=True)
    )
    number, found = 2, base
    while found in taken:
        found, number = f"{base} {number}", number + 1
    return found


@transaction.atomic
def end_template(*, at: datetime, actor: Actor, template: Template) -> Template:
    """No longer offered; what was issued by it stays."""
    found, _unit = _own(actor, template)
    found.ended_on, found.revision = today(at), found.revision + 1
    found.save(update_fields=["ended_on", "revision"])
    _told(at, actor, found, "certificates.template_ended")
    return found


def _own(actor: Actor, template: Template) -> tuple[Template, Organisation]:
    found = Template.objects.select_for_update().get(pk=template.pk)
    if found.organisation is None:
        raise OfTheHouse
    if not actor.may(ISSUE, found.organisation):
        raise NotAllowed(verb=ISSUE)
    if found.ended_on is not None:
        raise TemplateEnded(name=found.name)
    return found, found.organisation


def _fill(template: Template, data: TemplateData) -> None:
    for name, value in asdict(data).items():
        setattr(
            template,
            name,
            clean_text(value) if name not in {"body", "landscape", "accent", "kind"} else value,
        )
    template.body = "\n".join(clean_text(line) for line in data.body.splitlines())
    check(template.heading)
    check(template.body)


def _save(template: Template) -> None:
    template.clean_fields(exclude=["emblem", "organisation"])
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError:
        raise TemplateNameTaken(name=template.name) from None


def _told(at: datetime, actor: Actor, template: Template, act: str) -> None:
    journal.write(
        at=at, actor=actor, act=act, organisation=template.organisation, subject=f"template:{template.pk}",
        name=template.name,
    )  # fmt: skip
