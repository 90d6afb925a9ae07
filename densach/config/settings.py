"""Settings: one file, environment only. `DENSACH_DATA` is the folder that holds everything an installation keeps."""

from __future__ import annotations

import gc
from pathlib import Path

import fontpkg_be_vietnam_pro  # noqa: F401  # the screen typeface must be installed for the static files
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from densach.config import environment as env
from densach.people.rules.retention import KEPT, LONGEST_KEPT, WrongPeriod, days_from

PACKAGE = Path(__file__).resolve().parent.parent
# In a checkout the data lie beside the code; an installed package keeps them where it is started.
HOME = PACKAGE.parent if (PACKAGE.parent / "pyproject.toml").exists() else Path.cwd()
DATA = env.folder("DENSACH_DATA", HOME / "var")
DEBUG = env.truth("DENSACH_DEBUG", False)
SECRET_KEY = env.secret("DENSACH_SECRET_KEY", DATA / "secret-key")
ALLOWED_HOSTS = env.words("DENSACH_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.words("DENSACH_ORIGINS", [])
# Behind a proxy that ends TLS, say DENSACH_HTTPS=1: cookies then travel over https only.
HTTPS = env.truth("DENSACH_HTTPS", False)
# How many proxies stand before this program, each of which adds to X-Forwarded-For the address that it was asked from.
# With none, the header is not believed: whoever asks could write anything into it.
DENSACH_TRUSTED_PROXIES = env.whole("DENSACH_TRUSTED_PROXIES", 0)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "densach.ui",
    "densach.journal",
    "densach.files",
    "densach.intake",
    "densach.organisations",
    "densach.people",
    "densach.facts",
    "densach.programme.capabilities",
    "densach.programme.indicators",
    "densach.programme.plans",
    "densach.programme.tasks",
    "densach.programme.oversight",
    "densach.programme.budget",
    "densach.programme.reports",
    "densach.programme.calendar",
    "densach.services.certificates",
    "densach.services.activities",
    "densach.services.contests",
    "densach.services.clubs",
    "densach.services.training",
    "densach.services.catalogue",
    "densach.services.circulation",
    "densach.services.stocktaking",
    "densach.services.statistics",
    "densach.workspace",
    "densach.portal",
    "densach.exchange",
    "densach.demo",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "densach.people.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "densach.config.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "densach.config.urls"
WSGI_APPLICATION = "densach.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "densach.config.navigation.navigation",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "densach.ui.templatetags.ui",
            ],
        },
    }
]

DATABASES = {"default": env.database("DENSACH_DATABASE_URL", DATA / "densach.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = DATA / "files"
STATIC_URL = "/static/"
# Static files are served from where they lie: no collecting step between a change and its page.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

AUTH_USER_MODEL = "people.User"
# The address is unique whatever its capitals, by a constraint on its small letters, which the check cannot see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# NIST SP 800-63B: length and a list of common passwords, no rules of composition.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "densach.people.passwords.CommonVietnamesePasswords"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
LOGIN_URL = "people:login"
LOGIN_REDIRECT_URL = "workspace:home"
LOGOUT_REDIRECT_URL = "portal:home"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "densach.ui.views.csrf_failure"
AXES_FAILURE_LIMIT = 5
# The form's name of the address; by default axes looks for the account's own field, finds none and locks nobody.
AXES_USERNAME_FORM_FIELD = "username"
# Counted alike however the address is written: else each way of writing it would have five attempts of its own.
AXES_USERNAME_CALLABLE = "densach.people.attempts.tried_address"
AXES_HANDLER = "densach.people.attempts.Door"
AXES_CLIENT_IP_CALLABLE = "densach.people.attempts.client_address"
# What axes keeps of a wrong attempt holds neither passwords nor codes.
AXES_SENSITIVE_PARAMETERS = ["password", "code", "answer", "csrfmiddlewaretoken"]
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "ui/lockout.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_VERBOSE = False
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 60 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
LANGUAGE_COOKIE_NAME = "densach_language"

# Without a mail server nothing is sent, and links are handed over by whoever makes them.
EMAIL_HOST = env.text("DENSACH_EMAIL_HOST", "")
EMAIL_PORT = env.whole("DENSACH_EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("DENSACH_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env.text("DENSACH_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = env.truth("DENSACH_EMAIL_TLS", True)
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.text("DENSACH_EMAIL_FROM", "densach@localhost")
EMAIL_BACKEND = env.text(
    "DENSACH_EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.dummy.EmailBackend",
)
# A province's own sign-on (OpenID Connect): whoever it knows by a verified e-mail signs in here.
DENSACH_OIDC = {
    "issuer": env.text("DENSACH_OIDC_ISSUER", ""),
    "client_id": env.text("DENSACH_OIDC_CLIENT_ID", ""),
    "client_secret": env.text("DENSACH_OIDC_CLIENT_SECRET", ""),
    "name": env.text("DENSACH_OIDC_NAME", "OpenID Connect"),
    "opens_accounts": env.truth("DENSACH_OIDC_OPENS_ACCOUNTS", False),
}
# Libraries. The address of a province's message service (SMS, Zalo), to which notices to readers are posted as JSON;
# without one they go by e-mail or on paper.
DENSACH_NOTICE_GATEWAY = env.text("DENSACH_NOTICE_GATEWAY", "")
# Catalogues to copy from, beside those that are known: by SRU `code|name|address|schema; …` (indexes of the Bath
# profile), by Z39.50 `code|name|host:port/base; …` (needs the program yaz-client).
SRU_TARGETS = env.rows("DENSACH_SRU_TARGETS", ("code", "name", "address", "schema"))
Z3950_TARGETS = env.rows("DENSACH_Z3950_TARGETS", ("code", "name", "host:port/base"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.text("DENSACH_LOG_LEVEL", "WARNING")},
}

# Programme settings: limits of "on track" and "at risk" (target-status bands), as fractions in text.
DENSACH_ON_TRACK = env.text("DENSACH_ON_TRACK", "95/100")
DENSACH_AT_RISK = env.text("DENSACH_AT_RISK", "60/100")
# Days for which a kind of personal data is kept after its end, where a province keeps it longer or shorter than we
# do: "staff_left=1825,seen=730" (kinds and our own periods: densach/people/rules/retention.py).
DENSACH_KEEP = env.words("DENSACH_KEEP", [])
try:
    days_from(DENSACH_KEEP)
except WrongPeriod as error:
    raise env.WrongSetting(
        f"DENSACH_KEEP: {str(error)!r} is not KIND=DAYS; kinds: {', '.join(KEPT)}; at most {LONGEST_KEPT} days"
    ) from error
# Set only by the demo in its own data folder: opens the demo accounts' sign-in hint.
DENSACH_IS_DEMO = (DATA / "demo.json").exists()
# The book makes values by the hundred thousand and no cycles among them. To look for cycles after every 700 new ones,
# as Python does by itself, costs a quarter of a large reading (docs/measured.md).
gc.set_threshold(50_000, 20, 50)
