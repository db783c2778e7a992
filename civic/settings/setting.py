"""One setting: its name, default, meaning, and what it may be."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Value:
    """A value as it is typed after CIVIC_NAME=. needs: other settings it does not start without."""

    text: str
    meaning: str = ""
    needs: dict[str, str] = field(default_factory=dict)


ON = Value("1", "on; also true")


@dataclass(frozen=True)
class Setting:
    """CIVIC_<name>. values: those documented beside the default; is_choice: there are no others;
    bounds: least and most of a number."""

    name: str
    default: str | int | bool
    meaning: str
    values: tuple[Value, ...] = ()
    is_choice: bool = False

    @property
    def bounds(self) -> tuple[int, int] | None:
        meanings = {value.meaning: value.text for value in self.values}
        return (int(meanings["least"]), int(meanings["most"])) if "least" in meanings else None

    def check(self, value: str | int | bool) -> None:
        """Raises: ValueError for what the setting can't be."""
        known = [str(self.default), *(value.text for value in self.values)]
        if self.is_choice and value not in known:
            raise ValueError(f"CIVIC_{self.name} is {' or '.join(known)}, not {value!r}.")
        if self.bounds and isinstance(value, int):
            least, most = self.bounds
            if not least <= value <= most:
                raise ValueError(f"CIVIC_{self.name} is {least} to {most}, not {value}.")


def bounds_of(least: int, most: int) -> tuple[Value, Value]:
    return Value(str(least), "least"), Value(str(most), "most")
