"""A QR code as one path, so that a page may draw it without a picture from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode


@dataclass(frozen=True)
class DrawnCode:
    size: int  # modules across, the quiet border among them
    path: str


def drawn_code(says: str) -> DrawnCode:
    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(says)
    rows = code.get_matrix()
    runs = (
        f"M{across} {down}h1v1h-1z"
        for down, row in enumerate(rows)
        for across, dark in enumerate(row)
        if dark
    )
    return DrawnCode(len(rows), "".join(runs))
