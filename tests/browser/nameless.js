// What one can use, or should be told of, that has no name for a screen reader.
() => [...document.querySelectorAll('button, a[href], input, select, textarea, [role=img], [role=group], dialog')]
  .filter(e => e.checkVisibility())
  .filter(e => !(e.getAttribute('aria-label') || e.innerText?.trim() || e.labels?.[0]?.innerText.trim() ||
                 document.getElementById(e.getAttribute('aria-labelledby'))?.innerText.trim()))
  .map(e => e.outerHTML.slice(0, 120))
