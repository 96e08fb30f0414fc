"""Who is asking? The actor of one HTTP request, and the dependencies every route shares."""

from __future__ import annotations

import hashlib
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPBasic, HTTPBasicCredentials

from services.api.accounts import store
from services.api.accounts.account import Actor, User
from services.api.errors import DemoRemoved, SignInNeeded, TooManyTries
from services.api.service import Service

_basic = HTTPBasic(auto_error=False, description="脚本用：用户名和密码。页面用登录后的会话。")
_USER = "user"
_SEAL = "seal"


def the_service(request: Request) -> Service:
    """The shared Service (``request.app.state.service``)."""
    service: Service = request.app.state.service
    return service


def current_actor(
    request: Request, credentials: Annotated[HTTPBasicCredentials | None, Depends(_basic)] = None
) -> Actor:
    """The signed-in user; Basic credentials for scripts; on a loopback service whose users have no
    password, the local administrator (or the demo clerk chosen last). SignInNeeded otherwise."""
    service = the_service(request)
    if credentials is not None:
        user = signed_in(request, credentials.username, credentials.password)
        if user is None:
            raise SignInNeeded("用户名或密码不对。")
        return store.actor_of(user)
    with service.database.reading() as session:
        user = store.active_user(session, request.session.get(_USER, ""))
        if user is not None and request.session.get(_SEAL) == _seal(user):
            return store.actor_of(user)
        if service.settings.loopback:
            for local in store.passwordless_users(session):
                return store.actor_of(local)
    if service.settings.demo:
        raise DemoRemoved
    raise SignInNeeded


def signed_in(request: Request, login: str, password: str) -> User | None:
    """The user when the password is right. TooManyTries after too many wrong ones, right or not."""
    service = the_service(request)
    address = request.client.host if request.client else ""
    if seconds := service.sign_ins.wait(login, address):
        raise TooManyTries(seconds)
    user = store.sign_in(service.database, login, password)
    if user is None:
        service.sign_ins.failed(login, address)
    else:
        service.sign_ins.succeeded(login, address)
    return user


def remember(request: Request, user: User) -> None:
    """Sign ``user`` in: the session cookie holds the id and a seal that a new password breaks."""
    request.session.clear()
    request.session.update({_USER: user.id, _SEAL: _seal(user)})


def forget(request: Request) -> None:
    request.session.clear()


def _seal(user: User) -> str:
    return hashlib.sha256(f"{user.id}:{user.password_hash}".encode()).hexdigest()[:16]


The = Annotated[Service, Depends(the_service)]
Who = Annotated[Actor, Depends(current_actor)]
