"""The words of records: a table of them, and over it the index of words of the database at hand.

SQLite: an FTS5 table that reads its words from the table of findings; triggers keep the two together, so that whatever
writes or empties the table, the index agrees. PostgreSQL: two columns that the database reckons itself, with GIN.
"""

from __future__ import annotations

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_COLUMNS = "title, names, subjects, rest, exact"
_NEW = ", ".join(f"new.{name}" for name in _COLUMNS.split(", "))
_OLD = ", ".join(f"old.{name}" for name in _COLUMNS.split(", "))
_GONE = (
    f"INSERT INTO catalogue_words(catalogue_words, rowid, {_COLUMNS}) VALUES ('delete', old.place, {_OLD})"  # noqa: S608
)
_CAME = f"INSERT INTO catalogue_words(rowid, {_COLUMNS}) VALUES (new.place, {_NEW})"  # noqa: S608
_SQLITE = (
    # Words come folded and parted by spaces: the plainest tokenizer will do. Nothing is weighed by frequency, so the
    # sizes of columns are not kept.
    f"CREATE VIRTUAL TABLE catalogue_words USING fts5({_COLUMNS}, content='catalogue_finding', "
    "content_rowid='place', columnsize=0, tokenize='ascii')",
    f"CREATE TRIGGER catalogue_words_came AFTER INSERT ON catalogue_finding BEGIN {_CAME}; END",
    f"CREATE TRIGGER catalogue_words_gone AFTER DELETE ON catalogue_finding BEGIN {_GONE}; END",
    f"CREATE TRIGGER catalogue_words_changed AFTER UPDATE OF place, {_COLUMNS} ON catalogue_finding "
    f"BEGIN {_GONE}; {_CAME}; END",
)
_PARTS = " || ".join(
    f"setweight(to_tsvector('simple'::regconfig, {name}), '{weight}')"
    for name, weight in zip(_COLUMNS.split(", "), "ABCD", strict=False)
)
_POSTGRES = (
    f"ALTER TABLE catalogue_finding ADD COLUMN words tsvector GENERATED ALWAYS AS ({_PARTS}) STORED",
    "ALTER TABLE catalogue_finding ADD COLUMN exact_words tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, exact)) STORED",
    "CREATE INDEX catalogue_finding_words ON catalogue_finding USING gin (words)",
    "CREATE INDEX catalogue_finding_exact ON catalogue_finding USING gin (exact_words)",
)


def put(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _SQLITE if editor.connection.vendor == "sqlite" else _POSTGRES:
        editor.execute(statement)


def take_away(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    # The columns of PostgreSQL and the triggers of SQLite go with their table.
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TABLE catalogue_words")


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0001_first_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Word",
            fields=[
                ("spelling", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("folded", models.CharField(db_index=True, max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("place", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("book", "book"),
                            ("serial", "newspaper or magazine"),
                            ("article", "article or part"),
                            ("music", "printed music"),
                            ("map", "map"),
                            ("sound", "sound recording"),
                            ("video", "film or video"),
                            ("picture", "picture"),
                            ("electronic", "electronic resource"),
                            ("manuscript", "manuscript"),
                            ("kit", "kit or game"),
                            ("braille", "Braille or touch"),
                        ],
                        max_length=12,
                    ),
                ),
                ("year", models.SmallIntegerField(null=True)),
                ("language", models.CharField(blank=True, max_length=3)),
                ("children", models.BooleanField(default=False)),
                ("hidden", models.BooleanField(default=False)),
                ("ddc", models.CharField(blank=True, max_length=40)),
                ("title", models.TextField()),
                ("names", models.TextField(blank=True)),
                ("subjects", models.TextField(blank=True)),
                ("rest", models.TextField(blank=True)),
                ("exact", models.TextField()),
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="finding",
                        to="catalogue.record",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["year"], name="finding_by_year"),
                    models.Index(fields=["ddc"], name="finding_by_class"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("place__gte", 0)),
                        name="finding_has_place",
                        violation_error_message="A place in the order is not negative.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HeadingForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("folded", models.CharField(db_index=True, max_length=200)),
                ("form", models.TextField()),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="forms",
                        to="catalogue.authority",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("authority", "folded"),
                        name="headingform_once",
                        violation_error_message="The heading already has this form.",
                    )
                ],
            },
        ),
        migrations.RunPython(put, take_away),
    ]
