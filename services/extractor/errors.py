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
    "unsupported_type": "不支持这种文件。请上传PDF、OFD、图片、Word、文本，或装着它们的压缩包、邮件。",
    "executable_refused": "这是可执行程序，不是文书，已拒收。请核对来源后上传扫描件。",
    "pdf_encrypted": "PDF设有打开密码，无法读取。请去掉密码后重新上传。",
    "pdf_broken": "PDF已损坏或下载不完整，无法打开。请重新下载或重新扫描。",
    "ofd_encrypted": "OFD已加密，无法读取。请在阅读软件里另存为不加密的OFD或PDF后上传。",
    "ofd_broken": "OFD已损坏或下载不完整，无法打开。请重新下载，或另存为PDF后上传。",
    "ofd_image_unsupported": "这一页的扫描图是本程序不支持的编码（如JBIG2）。请另存为PDF后上传。",
    "ofd_text_garbled": "这一页的文字编码异常，读出来是乱码。请另存为PDF或打印后扫描再上传。",
    "word_encrypted": "Word文档设有密码，无法读取。请去掉密码，或另存为PDF后上传。",
    "word_broken": "Word文档已损坏或下载不完整，无法打开。请重新下载，或另存为PDF后上传。",
    "doc_needs_libreoffice": "本机没有安装LibreOffice，打不开旧版Word文档（.doc）。请另存为PDF或DOCX。",
    "doc_failed": "旧版Word文档（.doc）打不开，可能已损坏或设有密码。请另存为PDF或DOCX后上传。",
    "unpacked_too_large": "展开后的内容超过上限，未读取。请核对来源，必要时拆分或另存后上传。",
    "password_needed": "压缩包设有密码，无法打开。请在原件页填写密码，或用密码解压后上传里面的文件。",
    "password_wrong": "密码不对，没有打开。请向发件人核对密码后再试。",
    "archive_broken": "压缩包已损坏或下载不完整，无法打开。请重新下载，或解压后上传里面的文件。",
    "archive_unsupported": "压缩包用了本程序不支持的压缩方法。请解压后上传里面的文件。",
    "archive_unsafe": "压缩包里的文件名指向别处，来源可疑，未打开。请核对来源，解压后上传里面的文件。",
    "archive_volumes": "这是分卷压缩包的一卷，缺其他各卷。请在本机一起解压后上传里面的文件。",
    "archive_too_deep": "压缩包层层嵌套超过上限，未再打开。请解压后上传里面的文件。",
    "too_many_members": "压缩包里的文件超过上限，其余未读取。请解压后分批上传。",
    "archive_empty": "压缩包或邮件里没有文件。请核对来源后重新上传。",
    "unar_absent": "RAR压缩包要用unar打开，本机没有安装。请安装unar，或解压后上传里面的文件。",
    "archive_timeout": "解压超过时限，已停止。请解压后上传里面的文件。",
    "member_unread": "里面有文件没有读全，原因见各文件。请按各文件的提示处理。",
    "mail_broken": "邮件文件已损坏，无法打开。请从邮箱重新下载，或直接上传附件。",
    "no_chinese_font": "本机没有中文字体，画不出这一页。请安装fonts-noto-cjk。",
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
