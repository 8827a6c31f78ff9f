"""The manifest of SCORM 2004 4th Edition (ADL, Content Aggregation Model 1.1 and Sequencing and Navigation 1.1).

Completion and success are the content's own word: no completion threshold, which would turn a completed lesson back
to incomplete in Moodle. Prefixes are those that Moodle reads as words.
"""

from lxml import etree

from pipeline.formats.scorm.parts import MANIFEST, Dialect, checked, child, described, duration, root, titled, written
from pipeline.model.bundle import Package

_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_ADL = "http://www.adlnet.org/xsd"
_LOM = "http://ltsc.ieee.org/xsd/LOM"
_SS = "http://www.imsglobal.org/xsd/imsss"
_DIALECT = Dialect(
    {
        None: _CP,
        "adlcp": f"{_ADL}/adlcp_v1p3",
        "adlseq": f"{_ADL}/adlseq_v1p3",
        "adlnav": f"{_ADL}/adlnav_v1p3",
        "imsss": _SS,
    },
    f"{_CP} imscp_v1p1.xsd {_ADL}/adlcp_v1p3 adlcp_v1p3.xsd {_ADL}/adlseq_v1p3 adlseq_v1p3.xsd "
    f"{_ADL}/adlnav_v1p3 adlnav_v1p3.xsd {_SS} imsss_v1p0.xsd {_LOM} lom.xsd",
)
_RESOURCE = "resource-1"


def manifest(package: Package) -> bytes:
    """Give ``imsmanifest.xml`` of a package with one SCO."""
    element = root(_DIALECT, package.identifier, "1")
    _metadata(element, package)
    _organization(element, package)
    _resources(element, package)
    return written(element)


def _metadata(parent: etree._Element, package: Package) -> None:
    name = _DIALECT.name
    metadata = child(parent, name(None, "metadata"))
    child(metadata, name(None, "schema"), "ADL SCORM")
    child(metadata, name(None, "schemaversion"), "2004 4th Edition")
    record = etree.SubElement(metadata, f"{{{_LOM}}}lom", nsmap={"lom": _LOM})
    general = child(record, f"{{{_LOM}}}general")
    _lang(child(general, f"{{{_LOM}}}title"), titled(package.title), package.language)
    child(general, f"{{{_LOM}}}language", package.language)
    if package.description:
        _lang(child(general, f"{{{_LOM}}}description"), described(package.description), package.language)
    if package.seconds:
        educational = child(record, f"{{{_LOM}}}educational")
        time = child(educational, f"{{{_LOM}}}typicalLearningTime")
        child(time, f"{{{_LOM}}}duration", duration(package.seconds))


def _lang(parent: etree._Element, text: str, language: str) -> None:
    child(parent, f"{{{_LOM}}}string", text, language=language)


def _organization(parent: etree._Element, package: Package) -> None:
    name, identifier = _DIALECT.name, f"org-{package.identifier}"
    organizations = child(parent, name(None, "organizations"), default=identifier)
    organization = child(organizations, name(None, "organization"), identifier=identifier)
    child(organization, name(None, "title"), titled(package.title))
    item = child(organization, name(None, "item"), identifier=checked(package.item), identifierref=_RESOURCE)
    item.set("isvisible", "true")  # it is so anyhow, but Open edX lists only what says it
    child(item, name(None, "title"), titled(package.title))
    _content_decides(item, package)
    sequencing = child(organization, name("imsss", "sequencing"))
    child(sequencing, name("imsss", "controlMode"), choice="true", flow="true")


def _content_decides(item: etree._Element, package: Package) -> None:
    """Say that the SCO itself sets completion and objectives (Sequencing 1.1, delivery controls)."""
    name = _DIALECT.name
    sequencing = child(item, name("imsss", "sequencing"))
    if package.objectives:
        _objectives(sequencing, package)
    child(
        sequencing,
        name("imsss", "deliveryControls"),
        tracked="true",
        completionSetByContent="true",
        objectiveSetByContent="true",
    )


def _objectives(sequencing: etree._Element, package: Package) -> None:
    name = _DIALECT.name
    objectives = child(sequencing, name("imsss", "objectives"))
    child(objectives, name("imsss", "primaryObjective"), objectiveID="kurset")
    for identifier, _ in package.objectives:
        child(objectives, name("imsss", "objective"), objectiveID=identifier)


def _resources(parent: etree._Element, package: Package) -> None:
    name = _DIALECT.name
    resources = child(parent, name(None, "resources"))
    resource = child(resources, name(None, "resource"), identifier=_RESOURCE, type="webcontent", href=package.launch)
    resource.set(name("adlcp", "scormType"), "sco")
    for file in sorted(set(package.files) - {MANIFEST}):
        child(resource, name(None, "file"), href=file)
