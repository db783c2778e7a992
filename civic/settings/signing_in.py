"""The settings of who may come in: how somebody proves who they are, and for how long."""

from civic.settings.setting import ON, Setting, Value, bounds_of

SIGNING_IN = (
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
)
