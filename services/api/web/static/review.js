/* The workbench: a field and its place on the page are always shown together.
   A row of the form is in one of two moods: looked at (keys are commands) or edited (keys are text). */
(function () {
  'use strict';
  var canvas = document.getElementById('canvas');
  if (!canvas) return;
  var total = Number(canvas.dataset.total);
  var shown = null;      /* the page's figure */
  var scale = 0;         /* CSS pixels per point */
  var fit = 'width';
  var now = null;        /* id of the row looked at */
  var composing = false; /* an input method is choosing characters */

  /* ---- pages ---- */
  function sheet(number) { return document.getElementById('p' + number); }
  function room() { return { width: canvas.clientWidth - 28, height: canvas.clientHeight - 28 }; }
  function fitScale(figure) {
    var space = room();
    var width = space.width / figure.dataset.width;
    return fit === 'whole' ? Math.min(width, space.height / figure.dataset.height) : width;
  }
  function resize() {
    if (!shown) return;
    if (shown.classList.contains('sheet--text')) return;
    if (fit) scale = fitScale(shown);
    shown.style.width = Math.round(shown.dataset.width * scale) + 'px';
    shown.style.height = Math.round(shown.dataset.height * scale) + 'px';
  }
  function show(number) {
    var figure = sheet(number);
    if (!figure) return;
    if (figure !== shown) {
      if (shown) shown.hidden = true;
      shown = figure;
      figure.hidden = false;
      canvas.scrollTop = 0;
      document.getElementById('page-said').textContent = '第' + number + '页，共' + total + '页';
      document.querySelectorAll('[data-go]').forEach(function (link) {
        var mine = link.dataset.go === String(number);
        if (mine) { link.setAttribute('aria-current', 'page'); reveal(link); } else link.removeAttribute('aria-current');
      });
      sharpen(figure);
    }
    resize();
  }
  function reveal(link) {
    var folded = link.closest('details');
    if (folded) folded.open = true;
    link.scrollIntoView({ block: 'nearest' });
  }
  /* The picture as sharp as the screen needs it, in two sizes only, so that the cache is of use. */
  function sharpen(figure) {
    var image = figure.querySelector('img');
    if (!image) return;
    var wanted = scale * figure.dataset.width * (window.devicePixelRatio || 1) > 1100 ? image.src.replace(/([?&]width=)1000\b/, '$12000') : image.src;
    if (wanted !== image.src) image.src = wanted;
  }
  function zoom(by) {
    if (!shown || shown.classList.contains('sheet--text')) return;
    var middle = { x: (canvas.scrollLeft + canvas.clientWidth / 2) / scale, y: (canvas.scrollTop + canvas.clientHeight / 2) / scale };
    fit = '';
    scale = Math.max(0.3, Math.min(5, scale * by));
    resize();
    sharpen(shown);
    canvas.scrollLeft = middle.x * scale - canvas.clientWidth / 2;
    canvas.scrollTop = middle.y * scale - canvas.clientHeight / 2;
  }
  function number() { return shown ? Number(shown.dataset.page) : 0; }
  function turn(by) { show(Math.max(1, Math.min(total, number() + by))); }

  /* ---- boxes ---- */
  function boxesOf(id) { return document.querySelectorAll('.box[data-for="' + id + '"]'); }
  /* A failed check has no box of its own: it shows those of the values it compares. */
  function pointAt(id, others) {
    document.querySelectorAll('.box--now').forEach(function (box) { box.classList.remove('box--now'); });
    var boxes = [];
    (others ? others.split(' ') : [id]).forEach(function (each) { boxes = boxes.concat(Array.prototype.slice.call(boxesOf(each))); });
    if (!boxes.length) return;
    var figure = boxes[0].closest('.sheet');
    show(Number(figure.dataset.page));
    var left = 1e9, top = 1e9, right = 0, bottom = 0;
    boxes.forEach(function (box) {
      box.classList.add('box--now');
      if (box.closest('.sheet') !== figure) return;
      box.querySelectorAll('rect').forEach(function (rect) {
        var x = Number(rect.getAttribute('x')), y = Number(rect.getAttribute('y'));
        left = Math.min(left, x); top = Math.min(top, y);
        right = Math.max(right, x + Number(rect.getAttribute('width')));
        bottom = Math.max(bottom, y + Number(rect.getAttribute('height')));
      });
    });
    if (figure.classList.contains('sheet--text')) { boxes[0].scrollIntoView({ block: 'center' }); return; }
    /* Small print is brought nearer until its line stands 22 pixels high; the rest is shown whole. */
    var base = room().width / figure.dataset.width;
    var line = Number(boxes[0].querySelector('rect').getAttribute('height')) || 16;
    var nearer = right - left < figure.dataset.width * 0.5 ? Math.max(1, Math.min(1.7, 22 / (line * base))) : 1;
    fit = nearer > 1 ? '' : 'width';
    scale = base * nearer;
    resize();
    sharpen(figure);
    canvas.scrollTo({
      left: figure.offsetLeft + (left + right) / 2 * scale - canvas.clientWidth / 2,
      top: figure.offsetTop + (top + bottom) / 2 * scale - canvas.clientHeight * 0.42
    });
  }

  /* ---- the form ---- */
  function form() { return document.getElementById('form'); }
  function rows() { return form() ? Array.prototype.slice.call(form().querySelectorAll('.field[data-state]')) : []; }
  function idOf(row) { return row.dataset.id || row.dataset.field; }
  function rowOf(id) { return document.getElementById('f-' + id); }
  function isWaiting(row) { return ['doubt', 'void', 'rule'].indexOf(row.dataset.state) >= 0; }
  function waitingAfter(id, back) {
    var all = rows();
    if (back) all.reverse();
    var at = all.findIndex(function (row) { return idOf(row) === id; });
    var order = all.slice(at + 1).concat(all.slice(0, at + 1));
    return order.find(function (row) { return isWaiting(row) && idOf(row) !== id; }) || null;
  }
  function editorOf(row) { return row.querySelector('.field__edit .input'); }

  function select(row, options) {
    options = options || {};
    rows().forEach(function (other) {
      other.classList.toggle('field--now', other === row);
      if (other === row) other.setAttribute('aria-current', 'true'); else other.removeAttribute('aria-current');
    });
    if (!row) { now = null; return; }
    now = idOf(row);
    if (options.point !== false) pointAt(now, row.dataset.points);
    if (row.querySelector('.cand')) foresee(row);
    row.scrollIntoView({ block: 'nearest' });
    if (options.focus === false) return;
    var editor = editorOf(row);
    /* Nothing was read: there is only typing to do. */
    if (editor && (options.edit || row.dataset.state === 'void')) { editor.focus(); editor.select(); } else row.focus({ preventScroll: true });
  }

  function base() { return '/papers/' + form().dataset.paper; }
  /* What follows an answer waits until htmx has settled: before, it puts old attributes back. */
  var pending = null;
  function post(path, values, done) {
    values.version = form().dataset.version;
    pending = done || null;
    window.htmx.ajax('POST', base() + path, { target: '#form', swap: 'outerHTML', values: values });
  }
  document.addEventListener('htmx:afterSettle', function (event) {
    if (event.target.id !== 'form' || !pending) return;
    var done = pending;
    pending = null;
    done();
  });
  /* Refused: what was to follow must not follow the next answer. */
  ['htmx:responseError', 'htmx:sendError'].forEach(function (name) {
    document.addEventListener(name, function () { pending = null; });
  });

  function save(row) {
    var id = idOf(row);
    var next = waitingAfter(id);
    var nextId = next ? idOf(next) : null;
    function after() {
      paintBoxes();
      var saved = rowOf(id);
      if (!saved || isWaiting(saved) && saved.dataset.state !== 'void') { if (saved) select(saved, { point: false }); return; }
      var target = nextId && rowOf(nextId);
      if (target && isWaiting(target)) select(target);
      else { select(saved, { focus: false, point: false }); focusMain(); }
    }
    if (row.dataset.field === 'receipt') {
      if (receiptOf(row).on) post('/receipt', receiptOf(row), after); else skip(row);
      return;
    }
    var editor = editorOf(row);
    if (row.dataset.field === 'check') {
      if (row.dataset.state === 'rule') post('/checks/' + encodeURIComponent(id), {}, after); else skip(row);
      return;
    }
    if (row.dataset.field === 'kind') { post('/retype', { kind: editor.value }, after); return; }
    var more = Array.prototype.slice.call(row.querySelectorAll('[data-also]'));
    var untouched = !editor || [editor].concat(more).every(function (each) { return each.value === each.dataset.was; });
    if (untouched && ['void', 'done'].indexOf(row.dataset.state) >= 0) { skip(row); return; }
    var values = { ordinal: row.dataset.ordinal };
    if (!untouched) { /* without a value: right as it was read */
      values.value = editor.value;
      more.forEach(function (each) { values[each.name] = each.value; });
    }
    post('/fields/' + row.dataset.field, values, after);
  }
  function skip(row, back) {
    var next = waitingAfter(idOf(row), back);
    if (next) select(next); else focusMain();
  }
  function focusMain() {
    var button = form().querySelector('[data-confirm], [data-next], .effect__act .btn--main');
    if (button) button.focus();
  }
  function receiptOf(row) {
    var value = function (name) { return row.querySelector('[name=' + name + ']').value.trim(); };
    var receipt = { on: value('on'), basis: value('basis'), note: value('note') };
    var together = row.querySelector('[name=together]');
    if (together && together.checked) receipt.together = 'true';
    return receipt;
  }
  /* A day of receipt that was typed, or that the evidence proves, is saved first: nothing typed is lost. */
  function confirmPaper() {
    var chosen = form().querySelector('[data-case]');
    var values = chosen ? { case_id: chosen.value } : {};
    var row = form().querySelector('[data-field="receipt"]');
    var on = row && row.querySelector('[name=on]');
    function confirm() { post('/confirm', values); }
    if (on && on.value.trim() && on.value.trim() !== on.dataset.was) post('/receipt', receiptOf(row), confirm);
    else confirm();
  }

  function take(row, candidate) {
    var editor = editorOf(row);
    row.querySelectorAll('.cand').forEach(function (each) { each.classList.toggle('cand--on', each === candidate); });
    editor.value = candidate.dataset.take;
    foresee(row);
    row.focus({ preventScroll: true });
  }

  /* What would this value do to the deadlines? Asked before anything is saved. */
  var timer = 0;
  function foresee(row) {
    window.clearTimeout(timer);
    timer = window.setTimeout(function () {
      var editor = row.querySelector('[data-effect]');
      if (!editor || !form()) return;
      window.htmx.ajax('GET', base() + '/effect', { target: '#effect', swap: 'innerHTML', values: { field: editor.dataset.effect, value: editor.value } });
    }, 250);
  }

  /* Boxes carry the state of their field. */
  function paintBoxes() {
    rows().forEach(function (row) {
      boxesOf(idOf(row)).forEach(function (box) {
        box.setAttribute('class', 'box box--' + row.dataset.state + (idOf(row) === now ? ' box--now' : ''));
      });
    });
  }

  /* ---- events ---- */
  document.addEventListener('compositionstart', function () { composing = true; });
  document.addEventListener('compositionend', function () { window.setTimeout(function () { composing = false; }, 0); });

  document.addEventListener('click', function (event) {
    var target = event.target;
    var box = target.closest('.box');
    if (box && !dragged) { var row = rowOf(box.dataset.for); if (row) select(row); return; }
    var go = target.closest('[data-go]');
    if (go) { event.preventDefault(); fit = fit || 'width'; show(Number(go.dataset.go)); return; }
    var view = target.closest('[data-view]');
    if (view) {
      if (view.dataset.view === 'prev') turn(-1);
      else if (view.dataset.view === 'next') turn(1);
      else if (view.dataset.view === 'in') zoom(1.25);
      else if (view.dataset.view === 'out') zoom(0.8);
      else { fit = view.dataset.view === 'whole' ? 'whole' : 'width'; resize(); sharpen(shown); }
      return;
    }
    if (target.closest('[data-confirm]')) { confirmPaper(); return; }
    if (target.closest('[data-next]')) {
      var current = now && rowOf(now);
      if (current && isWaiting(current)) save(current);
      else { var first = rows().find(isWaiting); if (first) select(first); }
      return;
    }
    var point = target.closest('[data-point]');
    if (point) { event.preventDefault(); pointAt(point.dataset.point); return; }
    if (target.closest('[data-stand]')) { save(target.closest('.field')); return; }
    var candidate = target.closest('.cand');
    if (candidate) { take(candidate.closest('.field'), candidate); return; }
    var field = target.closest('.field[data-state]');
    if (field) {
      var link = target.closest('.field__src a');
      if (link) event.preventDefault();
      if (!target.closest('.field__edit') || idOf(field) !== now) select(field, { focus: !target.closest('.field__edit'), edit: !!target.closest('.field__value') });
    }
  });

  document.addEventListener('submit', function (event) {
    var part = event.target.closest('[data-save]');
    if (!part) return;
    event.preventDefault();
    if (!composing) save(part.closest('.field'));
  });

  document.addEventListener('input', function (event) {
    var row = event.target.closest('.field[data-state]');
    if (row && event.target.matches('[data-effect]')) foresee(row);
  });
  document.addEventListener('change', function (event) {
    if (!event.target.matches('[data-retype]')) return;
    var values = {};
    values[event.target.name] = event.target.value;
    post('/retype', values, function () { paintBoxes(); });
  });

  document.addEventListener('keydown', function (event) {
    /* 229 is what a key is called while the input method has it. */
    if (composing || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    var target = event.target;
    if (event.key === 'PageDown' || event.key === 'PageUp') {
      if (!target.matches('input, select, textarea')) { event.preventDefault(); turn(event.key === 'PageDown' ? 1 : -1); }
      return;
    }
    var row = target.closest('.field[data-state]');
    if (!row) return;
    var typing = target.matches('input, select, textarea');
    if (event.key === 'Escape' && typing) {
      if (target.dataset.was !== undefined) { target.value = target.dataset.was; foresee(row); }
      row.focus({ preventScroll: true });
      return;
    }
    if (typing) {
      /* A form of one line submits on Enter by itself; the receipt has several. */
      if (event.key === 'Enter' && target.matches('select')) { event.preventDefault(); save(row); }
      return;
    }
    if (target !== row) return;
    if (event.key === 'Enter') { event.preventDefault(); if (idOf(row) !== now) select(row); else save(row); return; }
    if (event.key === 'Tab') {
      if (!waitingAfter(idOf(row), event.shiftKey)) return;
      event.preventDefault();
      skip(row, event.shiftKey);
      return;
    }
    if (event.key === 'e' || event.key === 'E' || event.key === 'F2') {
      var editor = editorOf(row);
      if (editor) { event.preventDefault(); if (idOf(row) !== now) select(row, { edit: true }); else { editor.focus(); editor.select(); } }
      return;
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      var all = rows();
      var other = all[all.indexOf(row) + (event.key === 'ArrowDown' ? 1 : -1)];
      if (other) { event.preventDefault(); select(other, { focus: false }); other.focus({ preventScroll: true }); }
      return;
    }
    if (/^[1-9]$/.test(event.key)) {
      var candidate = row.querySelectorAll('.cand')[Number(event.key) - 1];
      if (candidate) { event.preventDefault(); take(row, candidate); }
    }
  });

  document.getElementById('show-boxes').addEventListener('change', function (event) {
    canvas.classList.toggle('noboxes', !event.target.checked);
  });

  /* A page that cannot be drawn says so instead of showing a broken picture. */
  document.addEventListener('error', function (event) {
    if (event.target.matches && event.target.matches('.sheet img')) event.target.alt = '这一页显示不出来。可从“更多”下载原件查看。';
  }, true);

  /* Dragging moves the page. */
  var from = null;
  var dragged = false;
  canvas.addEventListener('mousedown', function (event) {
    if (event.button !== 0) return;
    dragged = false;
    from = { x: event.clientX, y: event.clientY, left: canvas.scrollLeft, top: canvas.scrollTop };
  });
  window.addEventListener('mousemove', function (event) {
    if (!from) return;
    if (Math.abs(event.clientX - from.x) + Math.abs(event.clientY - from.y) > 4) { dragged = true; canvas.classList.add('canvas__scroll--drag'); }
    if (dragged) { canvas.scrollLeft = from.left - (event.clientX - from.x); canvas.scrollTop = from.top - (event.clientY - from.y); }
  });
  window.addEventListener('mouseup', function () { from = null; canvas.classList.remove('canvas__scroll--drag'); });
  canvas.addEventListener('wheel', function (event) {
    if (event.ctrlKey) { event.preventDefault(); zoom(event.deltaY < 0 ? 1.12 : 0.89); }
  }, { passive: false });
  window.addEventListener('resize', resize);

  /* Start: the page asked for, or the first place a person must look at. */
  if (total) show(Number(canvas.dataset.first));
  if (form()) {
    var asked = window.location.hash.slice(1);
    var row = asked.indexOf('f-') === 0 && document.getElementById(asked);
    var first = row || rows().find(function (each) { return isWaiting(each) && each.dataset.field !== 'receipt'; }) || rows().find(isWaiting);
    if (first) select(first); else if (form().dataset.paper) focusMain();
    if (/^p\d+$/.test(asked)) show(Number(asked.slice(1)));
  }
})();
