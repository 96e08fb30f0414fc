/* The case page: 为何 opens under its duty; the address names the opened one. */
(function () {
  'use strict';
  function open(article, on) {
    var button = article.querySelector('[data-why]');
    var part = article.querySelector('.due__open');
    if (!button || !part) return;
    part.hidden = !on;
    button.setAttribute('aria-expanded', on ? 'true' : 'false');
    article.classList.toggle('due--open', on);
  }
  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-why]');
    if (button) open(button.closest('.due'), button.getAttribute('aria-expanded') !== 'true');
  });
  function follow() {
    var article = window.location.hash.length > 1 && document.getElementById(window.location.hash.slice(1));
    if (article && article.classList.contains('due')) { open(article, true); var folded = article.closest('details'); if (folded) folded.open = true; article.scrollIntoView({ block: 'nearest' }); }
  }
  window.addEventListener('hashchange', follow);
  follow();
})();
