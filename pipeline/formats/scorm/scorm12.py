"""The manifest of SCORM 1.2 (ADL SCORM 1.2 Content Aggregation Model, sections 2.3 and 2.4).

Moodle reads the prefix ``adlcp:`` as a word and takes the content packaging namespace only as the default one;
without ``adlcp:scormtype="sco"`` an item is complete as soon as it is opened.
"""

from lxml import etree

from pipeline.formats.scorm.parts import MANIFEST, Dialect, checked, child, described, duration, root, titled, written
from pipeline.model.bundle import Package

_CP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
_LOM = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
_DIALECT = Dialect(
    {None: _CP, "adlcp": _ADL, "imsmd": _LOM},
    f"{_CP} imscp_rootv1p1p2.xsd {_LOM} imsmd_rootv1p2p1.xsd {_ADL} adlcp_rootv1p2.xsd",
)
_RESOURCE = "resource-1"


def manifest(package: Package) -> bytes:
    """Give ``imsmanifest.xml`` of a package with one SCO."""
    element = root(_DIALECT, package.identifier, "1.0")
    _metadata(element, package)
    _organization(element, package)
    _resources(element, package)
    return written(element)


def _metadata(parent: etree._Element, package: Package) -> None:
    name, lom = _DIALECT.name, "imsmd"
    metadata = child(parent, name(None, "metadata"))
    child(metadata, name(None, "schema"), "ADL SCORM")
    child(metadata, name(None, "schemaversion"), "1.2")
    record = child(metadata, name(lom, "lom"))
    general = child(record, name(lom, "general"))
    _lang(child(general, name(lom, "title")), titled(package.title), package.language)
    child(general, name(lom, "language"), package.language)
    if package.description:
        _lang(child(general, name(lom, "description")), described(package.description), package.language)
    if package.seconds:
        time = child(child(record, name(lom, "educational")), name(lom, "typicallearningtime"))
        child(time, name(lom, "datetime"), duration(package.seconds))


def _lang(parent: etree._Element, text: str, language: str) -> None:
    string = child(parent, _DIALECT.name("imsmd", "langstring"), text)
    string.set("{http://www.w3.org/XML/1998/namespace}lang", language)


def _organization(parent: etree._Element, package: Package) -> None:
    name, identifier = _DIALECT.name, f"org-{package.identifier}"
    organizations = child(parent, name(None, "organizations"), default=identifier)
    organization = child(organizations, name(None, "organization"), identifier=identifier)
    child(organization, name(None, "title"), titled(package.title))
    item = child(organization, name(None, "item"), identifier=checked(package.item), identifierref=_RESOURCE)
    item.set("isvisible", "true")
    child(item, name(None, "title"), titled(package.title))
    if package.mastery is not None:
        child(item, name("adlcp", "masteryscore"), str(package.mastery))


def _resources(parent: etree._Element, package: Package) -> None:
    name = _DIALECT.name
    resources = child(parent, name(None, "resources"))
    resource = child(resources, name(None, "resource"), identifier=_RESOURCE, type="webcontent", href=package.launch)
    resource.set(name("adlcp", "scormtype"), "sco")
    for file in sorted(set(package.files) - {MANIFEST}):
        child(resource, name(None, "file"), href=file)
