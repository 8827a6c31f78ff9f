"""The categories of Apple Podcasts as they have been since 2019, the list that every directory follows."""

from difflib import get_close_matches

from pipeline.model.show import Category

SUBCATEGORIES: dict[str, tuple[str, ...]] = {
    "Arts": ("Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", "Visual Arts"),
    "Business": ("Careers", "Entrepreneurship", "Investing", "Management", "Marketing", "Non-Profit"),
    "Comedy": ("Comedy Interviews", "Improv", "Stand-Up"),
    "Education": ("Courses", "How To", "Language Learning", "Self-Improvement"),
    "Fiction": ("Comedy Fiction", "Drama", "Science Fiction"),
    "Government": (),
    "Health & Fitness": ("Alternative Health", "Fitness", "Medicine", "Mental Health", "Nutrition", "Sexuality"),
    "History": (),
    "Kids & Family": ("Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids"),
    "Leisure": (
        *("Animation & Manga", "Automotive", "Aviation", "Crafts", "Games"),
        *("Hobbies", "Home & Garden", "Video Games"),
    ),
    "Music": ("Music Commentary", "Music History", "Music Interviews"),
    "News": (
        *("Business News", "Daily News", "Entertainment News", "News Commentary"),
        *("Politics", "Sports News", "Tech News"),
    ),
    "Religion & Spirituality": (
        *("Buddhism", "Christianity", "Hinduism", "Islam", "Judaism"),
        *("Religion", "Spirituality"),
    ),
    "Science": (
        *("Astronomy", "Chemistry", "Earth Sciences", "Life Sciences", "Mathematics"),
        *("Natural Sciences", "Nature", "Physics", "Social Sciences"),
    ),
    "Society & Culture": ("Documentary", "Personal Journals", "Philosophy", "Places & Travel", "Relationships"),
    "Sports": (
        *("Baseball", "Basketball", "Cricket", "Fantasy Sports", "Football", "Golf", "Hockey", "Rugby"),
        *("Running", "Soccer", "Swimming", "Tennis", "Volleyball", "Wilderness", "Wrestling"),
    ),
    "Technology": (),
    "True Crime": (),
    "TV & Film": ("After Shows", "Film History", "Film Interviews", "Film Reviews", "TV Reviews"),
}
"""Each category with its subcategories, spelled as Apple spells them."""

ALL: tuple[Category, ...] = tuple(
    Category(name, sub) for name, subs in SUBCATEGORIES.items() for sub in ("", *subs)
)  # fmt: skip


def written(category: Category) -> str:
    """Give the category as a producer writes it: ``Parent`` or ``Parent > Sub``."""
    return f"{category.name} > {category.sub}" if category.sub else category.name


def parse(text: str) -> Category:
    """Read ``Parent`` or ``Parent > Sub``, whatever its capitals and spaces.

    Raises:
        ValueError: it is not in the list; the message names the nearest that are.
    """
    wanted = _key(text)
    known = {_key(written(category)): category for category in ALL}
    if wanted in known:
        return known[wanted]
    raise ValueError(f"“{text}” is not a category of Apple Podcasts{_suggestion(wanted, known)}")


def _key(text: str) -> str:
    return " > ".join(" ".join(part.split()).casefold() for part in text.split(">"))


def _suggestion(wanted: str, known: dict[str, Category]) -> str:
    last = wanted.rpartition(" > ")[2]
    near = [key for key in known if key.endswith(f" > {last}")] or get_close_matches(wanted, known, n=3, cutoff=0.5)
    names = " or ".join(f"“{written(known[key])}”" for key in near)
    return f"; did you mean {names}?" if names else f"; the categories are {', '.join(SUBCATEGORIES)}"
