/* Dropping and choosing files: each is sent by itself, with its own progress and its own answer. */
(function () {
  'use strict';
  var drop = document.getElementById('upload');
  var list = document.getElementById('sending');
  var input = document.getElementById('files');
  var scanner = document.getElementById('scanner');
  if (!drop) return;
  var limit = Number(drop.dataset.limit) * 1024 * 1024;
  var waiting = [];
  var running = 0;
  var depth = 0;

  function glyph(name, tone) {
    var svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    var use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
    svg.setAttribute('class', 'g g--s is-' + tone);
    svg.setAttribute('aria-hidden', 'true');
    use.setAttribute('href', '#g-' + name);
    svg.appendChild(use);
    return svg;
  }

  function line(file) {
    var li = document.createElement('li');
    var name = document.createElement('span');
    var bar = document.createElement('progress');
    var said = document.createElement('span');
    name.className = 'name';
    name.textContent = file.name;
    bar.className = 'bar';
    bar.max = 100;
    bar.value = 0;
    said.className = 'said';
    said.textContent = '等待上传';
    li.append(glyph('prov', 'open'), name, bar, said);
    list.appendChild(li);
    return { li: li, bar: bar, said: said };
  }

  function refuse(row, words) {
    row.bar.remove();
    row.li.classList.add('bad');
    row.li.replaceChild(glyph('late', 'danger'), row.li.firstChild);
    row.said.textContent = words;
  }

  function send(job) {
    var data = new FormData();
    var xhr = new XMLHttpRequest();
    data.append('file', job.file, job.file.name);
    data.append('scanner', job.scanner);
    running += 1;
    xhr.upload.onprogress = function (event) {
      if (!event.lengthComputable) return;
      job.row.bar.value = Math.round(event.loaded / event.total * 100);
      job.row.said.textContent = event.loaded === event.total ? '正在存放' : '上传 ' + job.row.bar.value + '%';
    };
    xhr.onloadend = function () {
      running -= 1;
      if (xhr.status >= 200 && xhr.status < 300) {
        job.row.li.remove();
        window.htmx.ajax('GET', '/documents/rows', { target: '#rows', swap: 'innerHTML' });
      } else {
        refuse(job.row, window.yingsu.wordsOf(xhr));
      }
      next();
    };
    xhr.open('POST', '/documents');
    xhr.setRequestHeader('Accept', 'application/json');
    xhr.send(data);
  }

  function next() {
    while (running < 2 && waiting.length) send(waiting.shift());
  }

  function take(files) {
    Array.prototype.forEach.call(files, function (file) {
      var row = line(file);
      if (file.size > limit) refuse(row, '超过' + drop.dataset.limit + ' MB，未上传。请压缩或拆分后再上传。');
      else waiting.push({ file: file, row: row, scanner: scanner.value });
    });
    next();
  }

  input.addEventListener('change', function () { take(input.files); input.value = ''; });
  window.addEventListener('dragenter', function (event) { event.preventDefault(); depth += 1; drop.classList.add('drop--over'); });
  window.addEventListener('dragleave', function () { depth -= 1; if (depth <= 0) { depth = 0; drop.classList.remove('drop--over'); } });
  window.addEventListener('dragover', function (event) { event.preventDefault(); });
  window.addEventListener('drop', function (event) {
    event.preventDefault();
    depth = 0;
    drop.classList.remove('drop--over');
    if (event.dataTransfer) take(event.dataTransfer.files);
  });
})();
