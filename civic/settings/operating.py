"""The settings of whoever operates it: the edge, keys, limits, what is seen from outside."""

from civic.settings.setting import Setting, Value, bounds_of

OPERATING = (
    Setting(
        "PROXIES",
        0,
        "How many trusted proxies stand in front (X-Forwarded-* is read only then).",
        (Value("1", "one, as deploy/nginx/"), *bounds_of(0, 9)),
    ),
    Setting(
        "PROXY_ADDRESSES",
        "127.0.0.0/8 ::1 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7",
        "From where they come: addresses and networks. X-Forwarded-* of anybody else is dropped.",
        (Value("127.0.0.1", "a proxy on this machine alone"),),
    ),
    Setting(
        "SITE_HOSTS",
        "",
        "Names the site is asked for by, beside localhost; other Host headers get 400. Empty: the"
        " name of PUBLIC_URL when that is https, else any.",
        (
            Value("together.city.go.kr www.city.go.kr"),
            Value(".city.go.kr", "and every name below it"),
            Value("*", "any"),
        ),
    ),
    Setting(
        "DATABASE_CONNECTIONS",
        5,
        "Connections to PostgreSQL that each process keeps: as many as it has threads. For a moment"
        " it opens as many again; all processes together have to stay below max_connections.",
        bounds_of(1, 100),
    ),
    Setting(
        "THREADS",
        0,
        "How many threads of a process answer requests, as --blocking-threads says. Where SQLite's"
        " lock is held, all but one wait for it; the last answers 503 after a second, so that pages"
        " go on. On PostgreSQL one is left for pages while forms wait for a lock. Half of them wait"
        " for an S3 store. 0: all wait for locks, four for the store.",
        bounds_of(0, 100),
    ),
    Setting(
        "PHOTO_STORE_TIMEOUT_S",
        5,
        "Seconds for which an S3 store may be silent before it is given up: 503 with words. A file"
        " that is sent has more time, a second for each 64 kB.",
        bounds_of(1, 60),
    ),
    Setting(
        "PHOTO_DELIVERY",
        "program",
        "Who hands out photos of an S3 store: the program itself, the store by signed addresses"
        " (browsers have to reach it), or the proxy (deploy/grown/stored-photos.conf).",
        (
            Value("signed", "", {"PHOTO_STORE": "s3://bucket/prefix"}),
            Value("proxy", "", {"PHOTO_STORE": "s3://bucket/prefix"}),
        ),
        is_choice=True,
    ),
    Setting(
        "OPEN_DATA_LIMIT",
        "300 per minute",
        "Requests for open data and Open311 from one address without a key; a key has its own.",
        (Value("", "no limit"),),
    ),
    Setting(
        "OUTSIDE",
        "guarded",
        "Addresses that others name (pictures of reports sent by programs, webhooks): only public"
        " hosts by https.",
        (Value("off", "none is ever asked"), Value("memory", "kept in the process, for tests")),
        is_choice=True,
    ),
    Setting(
        "IP_FACTOR",
        10,
        "How many times as much as one account may come from one address on the internet: a village"
        " hall, a school or a telephone company is one.",
        bounds_of(1, 1000),
    ),
    Setting(
        "HSTS_DAYS",
        365,
        "Days for which browsers that came by https never come by http again; 0: not said.",
        bounds_of(0, 730),
    ),
    Setting(
        "LOG",
        "plain",
        "How the program logs: json is a line of JSON for each request and whatever else it says.",
        (Value("json"),),
        is_choice=True,
    ),
    Setting(
        "SLOW_QUERY_MS",
        1000,
        "Statements to the database that take longer are logged, without values; 0: none.",
        bounds_of(0, 60_000),
    ),
    Setting(
        "METRICS",
        "",
        "Folder in which all processes of this machine count, best in memory; empty: no /metrics.",
        (Value("/run/civic/metrics"),),
    ),
    Setting(
        "METRICS_TOKEN",
        "",
        "Bearer token that /metrics asks for; empty: it answers this machine alone.",
        (Value("a-token-for-the-monitor"),),
    ),
    Setting(
        "SECURITY_CONTACT",
        "",
        "Whom /.well-known/security.txt names for reports of holes; empty: PUBLIC_URL, whose foot"
        " names the team.",
        (Value("mailto:security@city.go.kr"), Value("https://city.go.kr/security")),
    ),
    Setting(
        "ACCESS_LOG_MONTHS",
        24,
        "Months for which is kept who looked at whose data (접속기록): by law 12, and 24 where more"
        " than 50,000 people or sensitive data are concerned.",
        bounds_of(12, 60),
    ),
    Setting(
        "EARLIER_KEYS",
        "",
        "Former values of SECRET_KEY, newest first: sessions and links made with them go on."
        " IDENTITY_SECRET has to be set beside them, to the one that was in use.",
        (Value("one-before and-before", "", {"IDENTITY_SECRET": "another long secret"}),),
    ),
)
