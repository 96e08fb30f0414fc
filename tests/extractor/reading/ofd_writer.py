"""Writes small OFD files (GB/T 33190-2016) for tests. All names in them are invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def text_object(
    text: str, x: float, y: float, size: float = 5.0, *, step: float | None = None, more: str = ""
) -> str:
    """A line whose baseline begins at (x, y) mm, one character every ``step`` mm (else its size)."""
    delta = f' DeltaX="g {len(text) - 1} {step or size}"' if len(text) > 1 else ""
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y - size} 180 {size * 1.5}" Font="1" Size="{size}"'
        f" {more}>"
        f'<ofd:TextCode X="0" Y="{size}"{delta}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    """A straight line in mm."""
    return (
        '<ofd:PathObject ID="8" Boundary="0 0 210 297" LineWidth="0.35">'
        f"<ofd:AbbreviatedData>M {x0} {y0} L {x1} {y1}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def picture(resource: str, x: float, y: float, width: float, height: float) -> str:
    return (
        f'<ofd:ImageObject ID="7" ResourceID="{resource}" Boundary="{x} {y} {width} {height}"'
        f' CTM="{width} 0 0 {height} 0 0"/>'
    )


@dataclass
class Ofd:
    """One document; ``pages`` hold the objects of each page's body layer."""

    pages: Sequence[str]
    pictures: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)  # id -> name, bytes
    template: str = ""
    seal: str = ""  # Boundary of an electronic seal on the first page
    stamp: str = ""  # Boundary of a Stamp annotation on the first page
    box: str = "0 0 210 297"
    parts: Mapping[str, str | bytes] = field(default_factory=dict)  # written last, in place of ours

    def bytes(self) -> bytes:
        parts: dict[str, str | bytes] = {
            "OFD.xml": self._xml(
                "OFD",
                "<ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
                + ("<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>" if self.seal else "")
                + "</ofd:DocBody>",
                'Version="1.0" DocType="OFD"',
            ),
            "Doc_0/Document.xml": self._document(),
            "Doc_0/PublicRes.xml": self._xml("Res", self._media(), 'BaseLoc="Res"'),
        }
        for name, content in self.pictures.values():
            parts[f"Doc_0/Res/{name}"] = content
        for number, objects in enumerate(self.pages):
            used = '<ofd:Template TemplateID="90" ZOrder="Background"/>' if self.template else ""
            parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = self._content(objects, used)
        if self.template:
            parts["Doc_0/Tpls/Tpl_0/Content.xml"] = self._content(self.template)
        if self.seal:
            parts["Doc_0/Signs/Signatures.xml"] = self._xml(
                "Signatures", '<ofd:Signature ID="1" BaseLoc="Sign_0/Signature.xml"/>'
            )
            parts["Doc_0/Signs/Sign_0/Signature.xml"] = self._xml(
                "Signature",
                "<ofd:SignedInfo>"
                f'<ofd:StampAnnot ID="1" PageRef="100" Boundary="{self.seal}"/></ofd:SignedInfo>',
            )
        if self.stamp:
            parts["Doc_0/Annots/Annotations.xml"] = self._xml(
                "Annotations",
                '<ofd:Page PageID="100"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page>',
            )
            parts["Doc_0/Annots/Page_0/Annotation.xml"] = self._xml(
                "PageAnnot",
                f'<ofd:Annot Type="Stamp"><ofd:Appearance Boundary="{self.stamp}">'
                f"{text_object('印', 0, 5)}</ofd:Appearance></ofd:Annot>",
            )
        parts.update(self.parts)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, content in parts.items():
                archive.writestr(path, content)
        return buffer.getvalue()

    def _document(self) -> str:
        template = (
            '<ofd:TemplatePage ID="90" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if self.template else ""
        )
        pages = "".join(
            f'<ofd:Page ID="{100 + number}" BaseLoc="Pages/Page_{number}/Content.xml"/>'
            for number in range(len(self.pages))
        )
        annotations = "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>" if self.stamp else ""
        return self._xml(
            "Document",
            f"<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>{self.box}</ofd:PhysicalBox></ofd:PageArea>"
            f"<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{template}</ofd:CommonData>"
            f"<ofd:Pages>{pages}</ofd:Pages>{annotations}",
        )

    def _media(self) -> str:
        media = "".join(
            f'<ofd:MultiMedia ID="{key}" Type="Image"><ofd:MediaFile>{name}</ofd:MediaFile>'
            "</ofd:MultiMedia>"
            for key, (name, _) in self.pictures.items()
        )
        return f"<ofd:MultiMedias>{media}</ofd:MultiMedias>"

    def _content(self, objects: str, used: str = "") -> str:
        layer = f'<ofd:Layer ID="1" Type="Body">{objects}</ofd:Layer>'
        return self._xml("Page", f"{used}<ofd:Content>{layer}</ofd:Content>")

    @staticmethod
    def _xml(root: str, content: str, attributes: str = "") -> str:
        return f"{HEAD}<ofd:{root} {NAMESPACE} {attributes}>{content}</ofd:{root}>"
