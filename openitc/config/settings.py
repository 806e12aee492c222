"""Every setting of the one Django project; what differs between places is read from the environment."""

from importlib.util import find_spec
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from openitc.config import environment, logs
from openitc.config.embedded import data_folder

ROOT = Path(__file__).resolve().parent.parent
DEBUG = environment.flag("OPENITC_DEBUG", default=False)
SECRET_KEY = environment.secret("SECRET_KEY", data_folder())
ALLOWED_HOSTS = environment.words("OPENITC_HOSTS", "localhost,127.0.0.1,[::1]")
SITE_URL = environment.text("OPENITC_SITE_URL", "http://127.0.0.1:8000")

INSTALLED_APPS = [
    "openitc.people",
    "openitc.centers",
    "openitc.history",
    "openitc.notices",
    "openitc.documents",
    "openitc.enterprises",
    "openitc.resources",
    "openitc.standards",
    "openitc.pathways",
    "openitc.cases",
    "openitc.diagnosis",
    "openitc.bookings",
    "openitc.routes",
    "openitc.selection",
    "openitc.sourcing",
    "openitc.certification",
    "openitc.market_tests",
    "openitc.listings",
    "openitc.journeys",
    "openitc.sample",
    "openitc.shared",
    "openitc.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "allauth",
    "allauth.account",
    "procrastinate.contrib.django",
    # It keeps each package's migrations in one line, for those who write them: installed with the tests only.
    *(["django_linear_migrations"] if find_spec("django_linear_migrations") else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "openitc.config.errors.drawn_refusals",
    "openitc.config.reading.roles_once",
]

# Behind a balancer that ends TLS: it says so in a header, and cookies and forms keep to the secure address.
if SITE_URL.startswith("https://"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 30 * 24 * 3600

ROOT_URLCONF = "openitc.config.urls"
WSGI_APPLICATION = "openitc.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            ["django.template.loaders.app_directories.Loader"],
                        )
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "openitc.config.context.everywhere",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "template_partials.templatetags.partials",
                "openitc.ui.templatetags.ui",
                "openitc.sample.templatetags.sample",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": environment.database(environment.text("DATABASE_URL", "postgresql:///openitc"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SESSION_ENGINE = "django.contrib.sessions.backends.db"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "journeys:desk"
ACCOUNT_ADAPTER = "openitc.people.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_LOGOUT_REDIRECT_URL = "journeys:home"

LANGUAGE_CODE = "th"  # Thai first: who asks for neither language gets Thai
LANGUAGES = [("th", _("Thai")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [ROOT.parent / "locale"]
TIME_ZONE = "Asia/Bangkok"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = data_folder() / "static"
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder", "openitc.ui.fonts.FontFinder"]
# `openitc serve` collects the static files under names that change with them; elsewhere they are found in place.
_HASHED = environment.flag("OPENITC_HASHED_STATIC", default=False)
_STATIC = "whitenoise.storage.CompressedManifest" if _HASHED else "django.contrib.staticfiles.storage."
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": f"{_STATIC}StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = not _HASHED
LOGGING = logs.LOGGING
EMAIL_BACKEND = environment.text("OPENITC_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_FILE_PATH = environment.text("OPENITC_EMAIL_FOLDER", "")  # of the backend that writes letters to files
DEFAULT_FROM_EMAIL = environment.text("OPENITC_FROM_EMAIL", "OpenITC <no-reply@example.com>")
SILENCED_SYSTEM_CHECKS: list[str] = []
