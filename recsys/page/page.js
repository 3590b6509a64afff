() => {
  // What needs no server: the theme, and on a narrow screen the switch between conversation and list.
  const root = document.documentElement;
  const kept = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const keep = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window */ } };

  const dark = (on) => { document.body.classList.toggle('dark', on); root.style.colorScheme = on ? 'dark' : 'light'; };
  const chosen = kept('whyrec-theme');
  dark(chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches);

  window.whyrec = {
    theme() { const on = !document.body.classList.contains('dark'); dark(on); keep('whyrec-theme', on ? 'dark' : 'light'); },
    pane(value) {
      if (value) root.dataset.pane = value;
      for (const button of document.querySelectorAll('.wr-tabs [data-value]'))
        button.setAttribute('aria-current', String(button.dataset.value === (root.dataset.pane ?? 'chat')));
    },
  };
  root.dataset.pane ??= 'chat';
  window.whyrec.pane();

  // Names for what Gradio leaves without one.
  const name = () => {
    const labels = document.querySelector('#wr-head nav')?.dataset ?? {};
    const set = (selector, label) => {
      const node = document.querySelector(selector);
      if (node && label && node.getAttribute('aria-label') !== label) node.setAttribute('aria-label', label);
    };
    set('#wr-message .submit-button', labels.send);
    set('#wr-message .stop-button', labels.stop);
    set('#wr-message textarea', labels.message);
    set('#wr-chat [role="log"]', labels.log);
    if (labels.language) root.lang = labels.language;
  };
  name();
  new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
  document.addEventListener('click', (event) => {
    if (!event.target.closest?.('.wr-skip')) return;
    event.preventDefault();
    window.whyrec.pane('chat');
    document.querySelector('#wr-message textarea')?.focus();
  });
}
