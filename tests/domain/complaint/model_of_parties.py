"""A second opinion about the people of a complaint: who complains, who speaks for whom, who is written to."""

from dataclasses import dataclass, field

GRIEVED = {"complainant", "co_complainant"}
SPEAKING = {"representative", "guardian", "agent"}

COMMANDS_ABOUT_PEOPLE = {
    *("add_party", "change_party", "remove_party", "record_vulnerability"),
    *("declare_major", "undeclare_major", "start_emergency_plan", "complete_emergency_step"),
}
"""All of them in every state before an end."""

RARE_ABOUT_PEOPLE = {"undeclare_major", "start_emergency_plan", "complete_emergency_step", "remove_party"}


@dataclass
class Person:
    """Somebody on the list of people. `shown`: whether they have shown that they may act: no, yes, or over."""

    role: str
    of: tuple[str, ...] = ()
    shown: str = "no"
    letters: bool | None = None

    @property
    def flaw(self) -> str | None:
        """Return the code that keeps them from acting."""
        if self.role in GRIEVED:
            return None
        return {"no": "authority_missing", "over": "authority_ended", "yes": None}[self.shown]


@dataclass
class People:
    """The list of people that a careful clerk keeps beside the file."""

    listed: dict[str, Person] = field(default_factory=lambda: {"p1": Person("complainant")})
    ever: int = 1
    said: dict[str, tuple[str, int]] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    addressed: list[str] = field(default_factory=list)
    vulnerable: dict[str, tuple[tuple[str, ...], bool, str | None]] = field(default_factory=dict)
    major: str | None = None
    steps: dict[str, bool] | None = None

    def add(self, person: Person) -> None:
        """Write somebody down under the next number."""
        self.ever += 1
        self.listed[f"p{self.ever}"] = person

    def heirs(self, of: str) -> list[str]:
        """Name who inherits from somebody."""
        return [key for key, one in self.listed.items() if one.role == "heir" and of in (one.of or ("p1",))]

    def voices(self) -> list[str]:
        """Name who answers for themselves."""
        return [
            key
            for key, one in self.listed.items()
            if one.role == "heir" or (one.role in GRIEVED and not self.heirs(key))
        ]

    def left(self) -> list[str]:
        """Name who complains still."""
        gone = {key for key, (word, _) in self.said.items() if word == "withdrawn"}
        return [key for key in self.voices() if key not in gone] or self.voices()

    def speaks_for(self, key: str) -> list[str]:
        """Name for whom somebody speaks."""
        one = self.listed[key]
        if one.role not in SPEAKING:
            return []
        return [voice for voice in self.left() if not one.of or voice in one.of]

    def post(self) -> list[str]:
        """Name who gets letters."""
        helpers = [
            key
            for key, one in self.listed.items()
            if self.speaks_for(key) and one.flaw is None and one.letters is not False
        ]
        helped = {voice for key in helpers for voice in self.speaks_for(key)}
        own = [v for v in self.left() if self.listed[v].flaw is None and (self.listed[v].letters or v not in helped)]
        return [key for key in self.listed if key in {*helpers, *own}]

    def tell(self, keys: list[str]) -> None:
        """Note who knows the decision."""
        for key in keys:
            self.told |= {key, *(self.speaks_for(key) if key in self.listed else ())}

    def untold(self) -> bool:
        """Tell whether somebody who could know the decision does not."""
        post = set(self.post())
        for voice in self.left():
            helpers = {key for key in self.listed if voice in self.speaks_for(key)}
            if voice not in self.told and post & {voice, *helpers}:
                return True
        return False

    def unfit(self, who: str | None, through: str | None) -> str | None:
        """Return the code that refuses to take a word of somebody."""
        if who is None and through is None and len(self.left()) > 1:
            return "party_missing"
        if {who, through} - {None} - self.listed.keys():
            return "no_such_party"
        if who is not None and who not in self.left():
            return "party_does_not_answer"
        if through is not None:
            known = self.speaks_for(through)
            if not known or (who is not None and who not in known):
                return "not_acting_for"
            return self.listed[through].flaw
        return self.listed[who or self.left()[0]].flaw

    def meant(self, who: str | None, through: str | None) -> list[str]:
        """Name for whom a word is meant that may be taken."""
        if who is not None:
            return [who]
        return self.left() if through is None else self.speaks_for(through)

    def verdict(self, state: str) -> str:
        """Return where what everybody said leads a complaint."""
        words = [self.said.get(voice, ("", 0))[0] for voice in self.voices()]
        at_peace = all(word in {"accepted", "withdrawn"} for word in words)
        if state in {"received", "open", "investigating", "proposed", "approved"}:
            return "withdrawn" if at_peace and "withdrawn" in words else state
        if state == "decided" and "" not in words:
            return "rejected" if "rejected" in words else "accepted"
        return "accepted" if state == "unanswered" and at_peace else state

    def ask_anew(self) -> None:
        """Begin a round: with whom nothing is in dispute keeps their word."""
        self.said = {key: (word, n) for key, (word, n) in self.said.items() if word != "rejected"}
        self.told = set()

    def owners(self, of: str | None) -> list[str]:
        """Name whose a promise is."""
        return self.left() if of is None else self.heirs(of) or [of]
