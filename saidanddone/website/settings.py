"""Settings. Everything an installation chooses is an environment variable; docs/reference/settings.md lists them."""

from __future__ import annotations

import os
import secrets
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import dj_database_url
from cryptography.fernet import Fernet
from csp.constants import NONCE, NONE, SELF

from saidanddone.stages import STAGES


def env_list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def whole_number(name: str, default: str) -> int:
    said = os.environ.get(name, default).strip()
    if not said.isdecimal():
        raise ValueError(f"{name} is “{said}”; allowed: a whole number")
    return int(said)


def kept_secret(path: Path, fresh: str) -> str:
    """A secret of the installation's own, made once and kept readable by its owner alone."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(fresh)
    except FileExistsError:
        pass
    return path.read_text()


def chosen_database(otherwise: str) -> dict[str, Any]:
    """The one database. What is refused is not repeated, since an address may hold a password."""
    try:
        found = dj_database_url.config(default=otherwise, conn_max_age=60, conn_health_checks=True)
    except ValueError:
        found = {}
    kinds = {"django.db.backends.sqlite3", "django.db.backends.postgresql"}
    if found.get("ENGINE") not in kinds or not found["NAME"]:
        raise ValueError(
            "DATABASE_URL names no database that can be used: write postgres://user@host:5432/name or "
            "sqlite:///file, or leave it out to keep everything in SAID_HOME"
        )
    if found["ENGINE"].endswith("postgresql") and find_spec("psycopg") is None:
        raise ValueError("DATABASE_URL names a PostgreSQL: install said-and-done[postgres] first")
    return dict(found)


ROOM = Path(__file__).resolve().parent
SAID_HOME = Path(os.environ.get("SAID_HOME", ".said")).resolve()
SAID_HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
SAID_DEMO = os.environ.get("SAID_DEMO") == "1"
DEBUG = os.environ.get("SAID_DEBUG") == "1"
SECRET_KEY = os.environ.get("SAID_SECRET_KEY") or kept_secret(
    SAID_HOME / "secret-key", secrets.token_urlsafe(50)
)
# What seals contact details: keys in a file, one a line, the newest first. Without it they cannot be read again.
CONTACT_KEYS = SAID_HOME / "contact-keys"
kept_secret(CONTACT_KEYS, Fernet.generate_key().decode())
# Where people reach the site, for letters that no request asked for.
SAID_ADDRESS = os.environ.get("SAID_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env_list("SAID_HOSTS", "127.0.0.1,localhost,[::1]")
HTTPS = os.environ.get("SAID_HTTPS") == "1"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "csp",
    "saidanddone.people",
    "saidanddone.programme",
    "saidanddone.words",
    "saidanddone.pages",
    "saidanddone.team",
    "saidanddone.support",
    "saidanddone.privacy",
    "saidanddone.safeguarding",
    *(f"saidanddone.stages.{stage.label}" for stage in STAGES),
    "saidanddone.me",
    "saidanddone.website",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "saidanddone.website.middleware.SignedInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "saidanddone.website.middleware.RefusalMiddleware",
]
ROOT_URLCONF = "saidanddone.website.urls"
WSGI_APPLICATION = "saidanddone.website.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOM / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "saidanddone.website.context.navigation",
            ],
            "builtins": ["saidanddone.pages.templatetags.said"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.insert(0, "django.forms")

# One writer at a time, waiting its turn; every accepted word on the disk before the receipt is given;
# deleted text overwritten.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;"
    ),
}
DATABASES = {"default": chosen_database(f"sqlite:///{SAID_HOME / 'said.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
DATABASES["default"]["ATOMIC_REQUESTS"] = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "website_cache",
        # Counts of failures live here. The few hundred rows that are usual could be pushed out by asking much.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "saidanddone.website.accounts.ClosedDoorAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {
    "request_login_code": "saidanddone.website.account_forms.AskForCodeForm",
    "confirm_login_code": "saidanddone.website.account_forms.TypeCodeForm",
}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # who gains a second factor, or loses one, is told by letter
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody can make this site write to strangers
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "saidanddone.website.accounts.SecondFactorAdapter"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Said and Done"
MFA_TOTP_TOLERANCE = 1  # the number before and the one after, since clocks differ
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey alone is two factors: the device, and a finger or PIN
MFA_FORMS = {
    "authenticate": "saidanddone.website.account_forms.GiveNumberForm",
    "reauthenticate": "saidanddone.website.account_forms.GiveNumberAgainForm",
    "activate_totp": "saidanddone.website.account_forms.SetUpAppForm",
    "add_webauthn": "saidanddone.website.account_forms.AddPasskeyForm",
    "edit_webauthn": "saidanddone.website.account_forms.RenamePasskeyForm",
    "login_webauthn": "saidanddone.website.account_forms.PasskeyForm",
    "authenticate_webauthn": "saidanddone.website.account_forms.GivePasskeyForm",
    "reauthenticate_webauthn": "saidanddone.website.account_forms.GivePasskeyAgainForm",
}
# Few tries an account, many an address of the network: a whole hall may be behind one.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "200/m/ip,3/m/key,20/h/key",
    "login_failed": "200/m/ip,5/5m/key,30/d/key",
    "signup": "200/m/ip",
}
MFA_RATE_LIMITS = {"webauthn_login": "200/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = whole_number("SAID_PROXIES", "0")
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
SESSION_ENGINE = "saidanddone.pages.sessions"
SESSION_SERIALIZER = "saidanddone.pages.sessions.SealedSerializer"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True

# What a request may bring: words up to 2.5 megabytes, a thousand fields, and files that are never written as sent.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_HANDLERS = ["saidanddone.pages.uploads.HeldInMemory"]

# Until a mail server is named, letters lie in the installation's folder where its keeper can read them.
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("SAID_SMTP_HOST", "")
if not EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(SAID_HOME / "mail")
EMAIL_PORT = whole_number("SAID_SMTP_PORT", "587")
EMAIL_HOST_USER = os.environ.get("SAID_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SAID_SMTP_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_PORT == 587
DEFAULT_FROM_EMAIL = os.environ.get("SAID_MAIL_FROM", "said-and-done@localhost")

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [ROOM.parent / "locale"]
TIME_ZONE = os.environ.get("SAID_TIME_ZONE", "Europe/London")
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = SAID_HOME / "static"
STATICFILES_DIRS = [ROOM / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if not host.startswith("*")]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"tokens": {"()": "saidanddone.website.logs.HideTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["tokens"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
