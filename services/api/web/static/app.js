/* What every page shares: messages, errors in words, printing. Written for Chromium 86. */
(function () {
  'use strict';

  function toast(words, bad) {
    var place = document.getElementById('toast');
    if (!place) return;
    var box = document.createElement('div');
    box.className = bad ? 'toast toast--bad' : 'toast';
    if (bad) box.setAttribute('role', 'alert');
    box.textContent = words;
    place.replaceChildren(box);
    window.clearTimeout(toast.timer);
    toast.timer = window.setTimeout(function () { box.remove(); }, bad ? 9000 : 4000);
  }

  /* Problem details say cause and remedy; anything else is a fault of ours. */
  function wordsOf(xhr) {
    try {
      var problem = JSON.parse(xhr.responseText);
      if (problem.cause) return problem.cause + (problem.remedy || '');
    } catch (error) { /* not JSON: fall through */ }
    return xhr.status ? '没有成功（' + xhr.status + '）。请刷新页面后再试。' : '连不上服务。请检查服务是否在运行，再试一次。';
  }

  document.addEventListener('htmx:responseError', function (event) { toast(wordsOf(event.detail.xhr), true); });
  document.addEventListener('htmx:sendError', function (event) { toast(wordsOf(event.detail.xhr), true); });
  /* The server sends {"toast": "..."} in HX-Trigger. */
  document.addEventListener('toast', function (event) { toast(event.detail.value || event.detail); });
  document.addEventListener('htmx:afterRequest', function (event) {
    var then = event.detail.elt.closest('[data-then]');
    if (then && event.detail.successful) window.location.assign(then.dataset.then);
  });
  document.addEventListener('click', function (event) {
    var desk = event.target.closest('[data-desk]');
    if (event.target.closest('[data-print]')) window.print();
    if (desk) {
      window.fetch('/api/v1/session/user', {
        method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ user_id: desk.dataset.desk })
      }).then(function (answer) { if (answer.ok) window.location.assign('/'); else toast('换不过去，请刷新后再试。', true); });
    }
    /* An open menu closes when something else is clicked. */
    document.querySelectorAll('.menu[open]').forEach(function (menu) { if (!menu.contains(event.target)) menu.open = false; });
  });
  /* One sheet of A4. The server guesses how many rows fit; here they are measured as they print, and the
     farthest dates give way first, counted under their list. */
  function rowsOf(line) {
    var list = line.previousElementSibling, rows = [];
    if (list && /^(TABLE|UL)$/.test(list.tagName)) return Array.from(list.querySelectorAll('tr, li'));
    for (; list && list.classList.contains('due'); list = list.previousElementSibling) rows.unshift(list);
    return rows;
  }
  window.addEventListener('beforeprint', function () {
    var sheet = document.querySelector('[data-sheet]'), styles = document.querySelector('link[media="print"]');
    if (!sheet || !styles) return;
    styles.media = 'all';
    document.documentElement.classList.add('as-printed');
    var lines = Array.from(sheet.querySelectorAll('[data-fit]'));
    lines.sort(function (a, b) { return a.dataset.fit - b.dataset.fit; });
    var most = 273 / 25.4 * 96; /* 297 mm less the margins of @page in print.css, and a hair */
    lines.forEach(function (line) {
      var rows = rowsOf(line).filter(function (row) { return !row.classList.contains('noprint'); });
      while (rows.length && document.body.scrollHeight > most) {
        rows.pop().classList.add('noprint');
        line.dataset.left = Number(line.dataset.left) + 1;
        line.querySelector('span').textContent = line.dataset.left;
        line.classList.remove('noprint');
      }
    });
    document.documentElement.classList.remove('as-printed');
    styles.media = 'print';
  });
  window.yingsu = { toast: toast, wordsOf: wordsOf };
  /* A message carried over a change of page. */
  var carried = window.sessionStorage.getItem('toast');
  if (carried) { window.sessionStorage.removeItem('toast'); toast(carried); }
  document.addEventListener('carry', function (event) { window.sessionStorage.setItem('toast', event.detail.value || event.detail); });
})();
