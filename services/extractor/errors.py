"""Errors a reader can name: each carries a stable code and a Chinese message with cause and remedy."""

from __future__ import annotations

from services.extractor.result import Problem


class UnreadableFile(Exception):
    """A file that cannot be read at all. ``code`` is stable, ``message`` is for the user."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message

    def problem(self) -> Problem:
        return Problem(self.code, self.message)


MESSAGES = {
    "empty_file": "文件是空的（0字节）。请重新扫描或重新导出后再上传。",
    "unsupported_type": "不支持这种文件。请上传PDF、PNG、JPEG、TIFF或纯文本文件。",
    "executable_refused": "这是可执行程序，不是文书，已拒收。请核对来源后上传扫描件。",
    "pdf_encrypted": "PDF设有打开密码，无法读取。请去掉密码后重新上传。",
    "pdf_broken": "PDF已损坏或下载不完整，无法打开。请重新下载或重新扫描。",
    "image_broken": "图片已损坏或不完整，无法打开。请重新扫描或重新拍照。",
    "too_many_pages": "页数超过上限，未读取。请拆成几个文件分别上传。",
    "page_too_large": "页面尺寸过大，未读取。请用不高于600 dpi重新扫描。",
    "text_encoding": "文字编码无法识别。请另存为UTF-8或GB18030文本后上传。",
    "page_unreadable": "这一页读不出文字。请检查是否空白、过暗或模糊，必要时重新扫描。",
    "no_such_page": "文件里没有这一页，或这种文件没有页面图像。请核对页码。",
    "reading_failed": "读取这份文件时程序出错，未读出内容。请重试；仍不行请另存或重新扫描后上传。",
    "ocr_absent": "本机没有可用的文字识别引擎，扫描页未读。请安装 tesseract-ocr-chi-sim 或重装本程序。",
    "file_too_large": "文件超过上限，未接收。请压缩或拆分后再上传。",
}


def unreadable(code: str) -> UnreadableFile:
    """The error for ``code`` with its message. KeyError when the code has no message."""
    return UnreadableFile(code, MESSAGES[code])


def page_problem(code: str, page: int) -> Problem:
    """A problem of one page (1-based); the other pages go on."""
    return Problem(code, MESSAGES[code], page)
