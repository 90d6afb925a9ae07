from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_trainings_and_the_childs_own_word"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="last_day",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="Identity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("issuer", models.CharField(max_length=300)),
                ("subject", models.CharField(max_length=255)),
                ("linked_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identities",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("issuer", "subject"),
                        name="identity_means_one_account",
                        violation_error_message="This sign-on belongs to another account already.",
                    ),
                    models.UniqueConstraint(
                        fields=("user", "issuer"),
                        name="identity_one_for_an_issuer",
                        violation_error_message="This account is bound to another sign-on already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecoveryCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recovery_codes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "digest"),
                        name="recoverycode_once",
                        violation_error_message="This code is there already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SecondFactor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("totp", "codes from an app"), ("passkey", "passkey")], max_length=10
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("sealed", models.CharField(blank=True, max_length=300)),
                ("last_step", models.BigIntegerField(default=0)),
                ("credential_id", models.CharField(blank=True, max_length=1400)),
                ("credential", models.TextField(blank=True)),
                ("sign_count", models.BigIntegerField(default=0)),
                ("added_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="second_factors",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "totp")),
                        fields=("user",),
                        name="secondfactor_one_app",
                        violation_error_message="There is one app for codes already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("credential_id", ""), _negated=True),
                        fields=("credential_id",),
                        name="secondfactor_passkey_once",
                        violation_error_message="This passkey belongs to an account already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("credential_id", ""),
                                ("kind", "totp"),
                                models.Q(("sealed", ""), _negated=True),
                            ),
                            models.Q(
                                ("kind", "passkey"),
                                ("sealed", ""),
                                models.Q(("credential_id", ""), _negated=True),
                                models.Q(("credential", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="secondfactor_is_whole",
                        violation_error_message="An app has its key, a passkey its credential.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("session_key", models.CharField(max_length=40, unique=True)),
                ("browser", models.CharField(blank=True, max_length=120)),
                ("rough_address", models.CharField(blank=True, max_length=60)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("password", "password"),
                            ("sign_on", "the province's sign-on"),
                            ("invitation", "invitation"),
                        ],
                        max_length=12,
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sign_ins",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["user", "ended_at"], name="signin_open_of_user")],
            },
        ),
    ]
