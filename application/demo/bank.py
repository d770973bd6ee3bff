"""Two banks: their units, and who works in them with which limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from zoneinfo import ZoneInfo

from domain.actor import Actor, Role

HANDLER_LIMIT: Mapping[str, Decimal] = MappingProxyType({"CNY": Decimal(1000), "GBP": Decimal(100)})
SUPERVISOR_LIMIT: Mapping[str, Decimal] = MappingProxyType({"CNY": Decimal(100_000), "GBP": Decimal(10_000)})


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a bank with those who work in it."""

    unit_id: str
    handlers: tuple[Actor, ...]
    supervisor: Actor


@dataclass(frozen=True, slots=True)
class Bank:
    """One bank of the demo; `jurisdiction` is whose rules it follows, as in ISO 3166.

    `units` is by the part of the name after the city: hotline, retail, cards, loans, and complaints, the superior
    unit. `scale` is what amounts in CNY are divided by. `channels` weighs the ways in which complaints arrive.
    `regimes` are those that the law gives a business category, beside the jurisdiction.
    """

    city: str
    jurisdiction: str
    zone: ZoneInfo
    entity: str
    brand: str
    currency: str
    scale: int
    region: str
    language: str
    units: Mapping[str, Unit]
    branches: tuple[tuple[str, str, str], ...]
    shops: tuple[tuple[str, str], ...]
    channels: Mapping[str, int]
    regimes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def superior(self) -> Unit:
        """The unit above all others, for what they cannot decide."""
        return self.units["complaints"]

    def unit_named(self, unit_id: str) -> Unit:
        """Return a unit by its identifier."""
        return next(unit for unit in self.units.values() if unit.unit_id == unit_id)

    @property
    def gate(self) -> Actor:
        """The channels' own system, which enters what comes in online."""
        return Actor(f"channels.{self.city}", Role.INTAKE, f"{self.city}-hotline")

    @property
    def auditor(self) -> Actor:
        """Who checks the quality of closed cases."""
        return Actor(f"quality.{self.city}", Role.QUALITY, f"{self.city}-complaints")

    @property
    def compliance(self) -> Actor:
        """The compliance officer."""
        return Actor(f"compliance.{self.city}", Role.COMPLIANCE, f"{self.city}-complaints")


def unit(unit_id: str, supervisor: str, *handlers: str) -> Unit:
    """Staff a unit."""
    return Unit(
        unit_id,
        tuple(Actor(name, Role.HANDLER, unit_id, HANDLER_LIMIT) for name in handlers),
        Actor(supervisor, Role.SUPERVISOR, unit_id, SUPERVISOR_LIMIT),
    )


SHANGHAI = Bank(
    city="sh",
    jurisdiction="CN",
    zone=ZoneInfo("Asia/Shanghai"),
    entity="申江示范银行股份有限公司 Shenjiang Demo Bank",
    brand="申江示范银行",
    currency="CNY",
    scale=1,
    region="CN-SH",
    language="zh",
    units={
        "hotline": unit("sh-hotline", "he.ping", "zhou.yan", "xu.tao", "ma.li"),
        "retail": unit("sh-retail", "liu.yang", "wang.fang", "li.na", "zhang.wei"),
        "cards": unit("sh-cards", "wu.xia", "chen.jing", "zhao.min", "sun.hao"),
        "loans": unit("sh-loans", "lin.feng", "huang.bo", "gao.li"),
        "complaints": unit("sh-complaints", "shen.jianguo", "tang.yun", "qian.rong"),
    },
    branches=(
        ("sh-jingan", "Jing'an Temple", "静安寺支行"),
        ("sh-xujiahui", "Xujiahui", "徐家汇支行"),
        ("sh-lujiazui", "Lujiazui", "陆家嘴支行"),
        ("sh-wujiaochang", "Wujiaochang", "五角场支行"),
        ("sh-zhongshan", "Zhongshan Park", "中山公园支行"),
        ("sh-qibao", "Qibao", "七宝支行"),
    ),
    shops=(
        ("Lotus Supermarket", "荷花超市"),
        ("Spring Garden Restaurant", "春园饭店"),
        ("an online shop for shoes", "某网店"),
        ("Bund Electronics", "外滩数码城"),
        ("the petrol station on Hongqiao Road", "虹桥路加油站"),
    ),
    channels={
        "mobile_bank": 25,
        "phone": 26,
        "counter": 12,
        "wechat": 10,
        "online_chat": 6,
        "internet_bank": 5,
        "mini_program": 4,
        "hotline_12378": 4,
        "regulator_forward": 3,
        "hotline_12345": 3,
        "letter": 3,
    },
)

LONDON = Bank(
    city="ldn",
    jurisdiction="GB-ENG",
    zone=ZoneInfo("Europe/London"),
    entity="Thameside Demo Bank plc",
    brand="Thameside",
    currency="GBP",
    scale=10,
    region="GB-LND",
    language="en",
    units={
        "hotline": unit("ldn-hotline", "ruth.evans", "amy.clarke", "dev.patel"),
        "retail": unit("ldn-retail", "helen.ward", "tom.baker", "priya.shah", "leo.marsh"),
        "cards": unit("ldn-cards", "ian.cole", "kate.novak", "omar.aziz"),
        "loans": unit("ldn-loans", "fiona.grant", "jack.reid", "mei.lin"),
        "complaints": unit("ldn-complaints", "david.hughes", "nora.byrne", "sam.okoro"),
    },
    branches=(
        ("ldn-camden", "Camden", "卡姆登分行"),
        ("ldn-clapham", "Clapham", "克拉珀姆分行"),
        ("ldn-stratford", "Stratford", "斯特拉特福分行"),
        ("ldn-ealing", "Ealing", "伊灵分行"),
        ("ldn-greenwich", "Greenwich", "格林尼治分行"),
    ),
    shops=(
        ("Willow & Sons", "柳家商店"),
        ("the corner café", "街角咖啡馆"),
        ("an online shop for tickets", "某票务网站"),
        ("Riverside Hardware", "河畔五金店"),
        ("the car park at the station", "车站停车场"),
    ),
    channels={
        "phone": 28,
        "mobile_bank": 18,
        "email": 16,
        "internet_bank": 12,
        "counter": 10,
        "online_chat": 8,
        "letter": 6,
        "social_media": 3,
        "ombudsman": 2,
    },
    regimes={"card": ("payment_services",), "payment": ("payment_services",)},
)

BANKS = (SHANGHAI, LONDON)
TOKEN_HANDLER = SHANGHAI.units["cards"].handlers[0]
"""The handler whose token the start of the demo prints."""
