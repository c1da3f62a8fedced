"""Every setting of Plenum, read from the environment; .env.example explains each variable."""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _


class Environment(environ.FileAwareEnv):
    """The environment; NAME_FILE names a file that holds the value of NAME, whose last line end is not part of it."""

    def get_value(self, *args: Any, **kwargs: Any) -> Any:
        """The value, without white space around it."""
        value = super().get_value(*args, **kwargs)
        return value.strip() if isinstance(value, str) else value


env = Environment()
BASE_DIR = Path(__file__).resolve().parent.parent
HOME = Path(env.str("PLENUM_HOME", default=str(BASE_DIR / "var")))

# --- Core -------------------------------------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="only-for-tests-and-builds" if env.bool("BUILDING", default=False) else "")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
SITE_NAME = env.str("SITE_NAME", default="Plenum")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL])
EMBEDDED = env.bool("EMBEDDED", default=False)  # set by `make run`: mail is caught, demo log-ins are shown

INSTALLED_APPS = [
    "modeltranslation",
    "look",
    "register",
    "stakeholders.accounts",
    "stakeholders.mailroom",
    "stakeholders.organisations",
    "consultation.processes",
    "consultation.sittings",
    "consultation.modalities",
    "consultation.accreditation",
    "consultation.participation",
    "consultation.proposals",
    "consultation.registration",
    "consultation.positions",
    "consultation.submissions",
    "consultation.likeness",
    "reports.points",
    "reports.summaries",
    "reports.dispositions",
    "reports.coverage",
    "reports.inquiries",
    "reports.documents",
    "reports.exports",
    "demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "config.admin.PlenumAdminConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "pgtrigger",
    "template_partials",
    "rules.apps.AutodiscoverRulesConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "look.compression.PagesCompressedMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.request_log.QuietRequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "stakeholders.accounts.middleware.PersonMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "look.context.page",
            ],
            "builtins": ["look.templatetags.plenum", "django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "look.forms.PlenumRenderer"
CSRF_FAILURE_VIEW = "look.views.csrf_failure"

# --- Data -------------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default="postgresql://plenum@localhost/plenum")}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True  # else requests fail after a restart of the database
_DATABASE_OPTIONS: dict[str, Any] = DATABASES["default"].setdefault("OPTIONS", {})
DATABASE_PREPARE_AFTER = env.int("DATABASE_PREPARE_AFTER", default=5)
if DATABASE_PREPARE_AFTER:  # PostgreSQL plans a statement once for each connection, not for each page
    _DATABASE_OPTIONS |= {"server_side_binding": True, "prepare_threshold": DATABASE_PREPARE_AFTER}
DATABASE_POOL_SIZE = env.int("DATABASE_POOL_SIZE", default=0)
if DATABASE_POOL_SIZE:
    _DATABASE_OPTIONS["pool"] = {"min_size": 1, "max_size": DATABASE_POOL_SIZE}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 3600  # seconds; new connections plan each statement ten times
REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/1")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
SESSION_ENGINE = "stakeholders.accounts.sessions"  # the database, through the cache

# --- Files: private, only ever served through a view that checks who asks ---------------------------------------------
STORAGE_BUCKET = env.str("STORAGE_BUCKET", default="")
MEDIA_ROOT = Path(env.str("STORAGE_FOLDER", default=str(HOME / "files")))
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
_LOCAL_FILES: dict[str, Any] = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"base_url": None}}
_S3_FILES: dict[str, Any] = {
    "BACKEND": "storages.backends.s3.S3Storage",
    "OPTIONS": {
        "bucket_name": STORAGE_BUCKET,
        "endpoint_url": env.str("STORAGE_ENDPOINT", default="") or None,
        "access_key": env.str("STORAGE_ACCESS_KEY", default="") or None,
        "secret_key": env.str("STORAGE_SECRET_KEY", default="") or None,
        "default_acl": "private",
        "file_overwrite": False,
    },
}
STORAGES = {
    "default": _S3_FILES if STORAGE_BUCKET else _LOCAL_FILES,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},  # not private, unlike uploads
    },
}
ATTACHMENT_LIMIT_MB = env.int("ATTACHMENT_LIMIT_MB", default=20)
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024  # text fields of one form, bytes
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(HOME / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # every page names the hashed one, and a worker keeps an entry for each file

# --- People and sign-in -----------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "stakeholders.accounts.backends.PersonBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "submissions:desk"
ACCOUNT_LOGOUT_REDIRECT_URL = "processes:home"
ACCOUNT_ADAPTER = "stakeholders.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_FORMS = {"signup": "stakeholders.accounts.forms.SignUpForm"}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a change of password, address or second factor is mailed to its owner
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 3600
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SITE_URL.split(":", 1)[0]
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "stakeholders.accounts.adapter.SecondFactorAdapter"
MFA_TOTP_ISSUER = SITE_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = SITE_URL.startswith("http:")  # browsers themselves allow it on localhost only
USERSESSIONS_TRACK_ACTIVITY = False

# --- Languages and time -----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", _("Arabic")),
    ("zh-hans", _("Chinese")),
    ("en", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_LANGUAGES = ("en", "ar", "fr", "es", "ru", "zh-hans")
MODELTRANSLATION_FALLBACK_LANGUAGES = MODELTRANSLATION_LANGUAGES
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- Mail -------------------------------------------------------------------------------------------------------------
MAIL_CAUGHT = env.bool("MAIL_CAUGHT", default=EMBEDDED)
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="smtp://127.0.0.1:25")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="Plenum <no-reply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Work in the background -------------------------------------------------------------------------------------------
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default=REDIS_URL)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 7200,  # seconds; above the longest task
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 5,
    "max_retries": 1,
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2}
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 300_000  # KiB; a process that set a long report gives its memory back after it
CELERY_TASK_TIME_LIMIT = 3600
CELERY_TASK_SOFT_TIME_LIMIT = 3500
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {
    "stakeholders.mailroom.tasks.*": {"queue": "mail"},
    "reports.documents.tasks.*": {"queue": "reports"},
    "reports.exports.tasks.*": {"queue": "reports"},
}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "send-waiting-letters": {"task": "stakeholders.mailroom.tasks.send_waiting_letters", "schedule": 30.0},
    "pick-up-stalled-documents": {"task": "reports.documents.tasks.pick_up_stalled_documents", "schedule": 30.0},
    "pick-up-stalled-exports": {"task": "reports.exports.tasks.pick_up_stalled_exports", "schedule": 30.0},
    "remove-old-exports": {"task": "reports.exports.tasks.remove_old_exports", "schedule": 3600.0},
    "tell-of-issued-summaries": {"task": "reports.coverage.tasks.tell_of_issued_summaries", "schedule": 60.0},
    "forget-unused-sheets": {"task": "reports.documents.tasks.forget_unused_sheets", "schedule": 86400.0},
    "seek-moved-passages": {"task": "reports.points.tasks.seek_moved_passages", "schedule": 60.0},
    "tell-of-overdue-replies": {"task": "reports.inquiries.tasks.tell_of_overdue_replies", "schedule": 600.0},
    "write-what-silence-decided": {
        "task": "consultation.accreditation.tasks.write_what_silence_decided",
        "schedule": 30.0,
    },
    "pick-up-stalled-imports": {"task": "consultation.submissions.tasks.pick_up_stalled_imports", "schedule": 30.0},
    "tell-of-changed-programmes": {"task": "consultation.sittings.tasks.tell_of_changes", "schedule": 60.0},
    "sketch-new-texts": {"task": "consultation.likeness.tasks.sketch_new_texts", "schedule": 30.0},
}

# --- Security headers -------------------------------------------------------------------------------------------------
_HTTPS = SITE_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_SSL_REDIRECT = _HTTPS and not DEBUG
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31536000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

# --- Logs -------------------------------------------------------------------------------------------------------------
LOG_LEVEL = env.str("LOG_LEVEL", default="WARNING")
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False  # who sent what from where is nobody's business
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "config.logs.formatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {"django.server": {"level": "INFO"}, "fontTools": {"level": "ERROR"}, "weasyprint": {"level": "ERROR"}},
}
