"""What an error of the mail server means for a person: cause and remedy, in words."""

from __future__ import annotations

import errno
import imaplib
import re
import socket
import ssl
from dataclasses import asdict, dataclass

from imap_tools.errors import (
    MailboxFolderSelectError,
    MailboxLoginError,
    MailboxStarttlsError,
    UnexpectedCommandStatusError,
)
from sqlalchemy.exc import OperationalError

from services.api.inbox.presets import OTHER, preset
from services.api.inbox.secret import KeyLost
from services.api.inbox.server import FolderMissing, Refused

_WANTS_CODE = re.compile(
    r"授权码|专用密码|authori[sz]ation code|application-specific|app password|\bERR\.LOGIN\.PASSERR"
    r"|login fail|password error|service is not open|未开启|web login required",
    re.IGNORECASE,
)
_UNSAFE = re.compile(r"unsafe login", re.IGNORECASE)
_TOO_MANY = re.compile(r"too many|frequent|limit|over ?quota|\bTHROTTLED\b", re.IGNORECASE)
_TLS_NEEDED = re.compile(r"logindisabled|privacyrequired|plaintext|\bssl\b|\btls\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MailProblem:
    """``code`` is stable; ``cause`` and ``remedy`` are for the person who set the mailbox up."""

    code: str
    cause: str
    remedy: str

    def to_json(self) -> dict[str, str]:
        return asdict(self)


def diagnose(error: BaseException, host: str, provider: str = OTHER) -> MailProblem:
    """The problem behind ``error``, met when speaking with ``host`` of a provider of presets.yaml."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return MailProblem(
            "certificate",
            f"{host}的证书不可信：{error.verify_message or '验证没有通过'}。",
            "公网邮箱请核对服务器地址；内网邮箱请把签发机构的证书文件填到设置YINGSU_MAIL_CA_FILE。",
        )
    if isinstance(error, ssl.SSLError):
        return MailProblem(
            "tls", f"与{host}建立加密连接失败。", "请核对端口和加密方式：993用SSL/TLS，143用STARTTLS。"
        )
    if isinstance(error, FolderMissing | MailboxFolderSelectError):
        return _folder(error)
    if isinstance(error, KeyLost):
        return MailProblem(
            "key_lost", "存着的密码解不开：密钥文件换过或丢失。", "请在邮箱设置里重新填写密码。"
        )
    if isinstance(
        error, MailboxLoginError | imaplib.IMAP4.error | UnexpectedCommandStatusError | Refused
    ):
        return _answered(error, host, provider)
    return _unreachable(error, host)


def _folder(error: FolderMissing | MailboxFolderSelectError) -> MailProblem:
    said = str(error)
    if _UNSAFE.search(said):
        return MailProblem(
            "unsafe_login",
            "邮箱把本程序当作不安全的客户端，不让打开文件夹。",
            "请在网页邮箱的安全设置里允许第三方客户端，或联系邮箱客服。",
        )
    name = error.folder if isinstance(error, FolderMissing) else ""
    return MailProblem(
        "folder_missing",
        f"邮箱里没有文件夹“{name}”，或不许打开。",
        "请在邮箱设置里从“测试连接”列出的文件夹中选。",
    )


def _answered(error: BaseException, host: str, provider: str) -> MailProblem:
    """The server answered, and not with what was hoped."""
    said = str(error)
    wanted = preset(provider).password
    login = isinstance(error, MailboxLoginError) or "AUTHENTICATIONFAILED" in said.upper()
    if isinstance(error, MailboxStarttlsError):
        kind = "no_starttls"
    elif isinstance(error, imaplib.IMAP4.abort):
        kind = "cut_off"
    elif _UNSAFE.search(said):
        return _folder(MailboxFolderSelectError(("NO", [said.encode()]), "OK"))
    elif _TLS_NEEDED.search(said):
        kind = "tls_needed"
    elif _TOO_MANY.search(said):
        kind = "too_many"
    elif (login and wanted) or _WANTS_CODE.search(said):
        kind = "code_needed"
    else:
        kind = "password" if login else "refused_command"
    cause, remedy = _ANSWERS[kind]
    code = wanted or "授权码或客户端专用密码"
    return MailProblem(kind, cause.format(host=host, said=said[:200]), remedy.format(code=code))


_ANSWERS = {
    "no_starttls": (
        "{host}不支持STARTTLS。",
        "请把加密方式改为SSL/TLS、端口993，或问邮箱管理员。",
    ),
    "cut_off": ("与{host}的连接中断了。", "会自动重连；常常中断请检查网络或问邮箱管理员。"),
    "tls_needed": ("{host}不接受未加密的登录。", "请把加密方式改为SSL/TLS（端口993）或STARTTLS。"),
    "too_many": (
        "{host}嫌登录过于频繁，暂时拒绝。",
        "过一会儿会自动再试；也可关掉其他收信客户端。",
    ),
    "code_needed": ("{host}没有接受这个密码。", "这里要填的不是网页登录密码，而是{code}。"),
    "password": ("用户名或密码不对。", "请核对后重填；用户名多为完整的邮箱地址。"),
    "refused_command": ("{host}拒绝了请求：{said}", "请稍后再试；仍不行请联系邮箱管理员。"),
}


def _unreachable(error: BaseException, host: str) -> MailProblem:
    """The server could not be reached, or this machine has a problem of its own."""
    if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
        kind = "disk_full"
    else:
        kind = next((name for kind, name in _KINDS if isinstance(error, kind)), "internal")
    cause, remedy = _FAILURES[kind]
    said = getattr(error, "strerror", None) or type(error).__name__
    return MailProblem(kind, cause.format(host=host, said=said), remedy)


_KINDS: tuple[tuple[type[BaseException], str], ...] = (
    (socket.gaierror, "host_not_found"),
    (ConnectionRefusedError, "refused"),
    (TimeoutError, "timeout"),
    (OperationalError, "database"),
    (OSError, "unreachable"),
)
_FAILURES = {
    "host_not_found": ("找不到服务器{host}。", "请核对服务器地址；内网请检查DNS设置。"),
    "refused": ("{host}拒绝连接。", "请核对端口（常用993），并确认邮箱已开启IMAP服务。"),
    "timeout": ("{host}长时间没有回应。", "请检查网络和防火墙是否放行这个端口，以及加密方式。"),
    "disk_full": (
        "本机磁盘写不进了，新邮件暂未收下。",
        "请清理磁盘；邮件仍在服务器上，会自动续收。",
    ),
    "database": (
        "本机数据库暂时写不进，新邮件暂未收下。",
        "会自动再试；仍不行请管理员检查磁盘和数据库。",
    ),
    "unreachable": ("连不上{host}（{said}）。", "请检查网络后再试。"),
    "internal": ("收信时程序出错（{said}）。", "会自动再试；仍不行请管理员查看日志。"),
}
