"""Two colours → whether one can be read on the other, by WCAG 2.2, 1.4.3."""

# Red, green and blue, each from 0 to 1.
Colour = tuple[float, float, float]
WHITE: Colour = (1.0, 1.0, 1.0)  # paper


def parse_hex(rgb: str) -> Colour:
    """“#16242C”, with or without its sign → the colour. Errors: ValueError."""
    digits = rgb.removeprefix("#")
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def luminance(colour: Colour) -> float:
    """A colour → how bright it is, from 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(one: Colour, other: Colour) -> float:
    """Two colours → their contrast, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour: str, share: float, other: str = "#ffffff") -> str:
    """A colour and how much of it there is → its mixture with another."""
    pairs = ((int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one * share + two * (1 - share)):02x}" for one, two in pairs)
