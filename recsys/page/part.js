// Runs once for each part of the page with Gradio's `element`, `trigger`, `props` and `watch`.
// Buttons carry what they do in data-act: 'press' is answered in the conversation, 'look' changes what is shown.
const here = element.closest('[id^="wr-"]')?.id;
const still = matchMedia('(prefers-reduced-motion: reduce)');

const send = (node, value) => {
  const { event, act, id } = node.dataset;
  trigger(event === 'press' ? 'press' : 'look', { act, id: id ?? '', value: value ?? node.dataset.value ?? '' });
};

const later = (() => {
  let timer = 0;
  return (work) => { clearTimeout(timer); timer = setTimeout(work, 220); };
})();

element.addEventListener('click', (event) => {
  const local = event.target.closest('[data-local]');
  if (local) { window.whyrec?.[local.dataset.local]?.(local.dataset.value); return; }
  const button = event.target.closest('button[data-act]');
  if (button && !button.disabled) send(button);
});
element.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target.closest('form[data-act]');
  if (form) send(form, form.elements.value.value);
});
element.addEventListener('input', (event) => {
  const field = event.target.closest('input[type=search][data-act]');
  if (field) later(() => send(field, field.value));
});
element.addEventListener('change', (event) => {
  const field = event.target.closest('select[data-act], input[type=checkbox][data-act]');
  if (field) send(field, field.type === 'checkbox' ? String(field.checked) : field.value);
});

// What the server says a field holds wins over what the browser kept from the row that stood there before.
const settle = () => {
  for (const field of element.querySelectorAll('select[data-value]')) field.value = field.dataset.value;
  for (const box of element.querySelectorAll('input[data-checked]')) box.checked = box.dataset.checked === 'true';
  for (const field of element.querySelectorAll('input[data-value=""]')) if (field !== document.activeElement) field.value = '';
  window.whyrec?.pane?.();
};

// Cards glide to their new places; the key tells which film stands where.
let places = new Map();
let keys = '';
const glide = () => {
  const cards = [...element.querySelectorAll('.wr-card')];
  const now = new Map(cards.map((card) => [card.dataset.key, card.offsetTop]));
  if (!still.matches && places.size) {
    for (const card of cards) {
      const was = places.get(card.dataset.key);
      if (was === undefined) card.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 320, easing: 'ease-out' });
      else if (was !== card.offsetTop)
        card.animate([{ transform: `translateY(${was - card.offsetTop}px)` }, { transform: 'none' }], { duration: 420, easing: 'cubic-bezier(.2,.7,.2,1)' });
    }
  }
  places = now;
};

// The opened card takes the focus if a button of this part opened it, and gives it back when it closes.
let opened = '';
const follow = () => {
  const card = element.querySelector('[data-opened]');
  const id = card?.dataset.opened ?? '';
  const mine = element.contains(document.activeElement) || document.activeElement === document.body;
  if (id !== opened && mine) {
    if (card) { card.scrollTop = 0; card.querySelector('h2')?.focus({ preventScroll: true }); }
    else element.querySelector(`.wr-act-why[data-id="${CSS.escape(opened)}"]`)?.focus({ preventScroll: true });
  }
  document.documentElement.classList.toggle('wr-card-open', Boolean(card));
  opened = id;
};

// Drawer and person picker live in a native modal dialog: focus stays inside, Escape closes.
const dialog = here === 'wr-dialog' ? document.createElement('dialog') : null;
if (dialog) {
  dialog.className = 'wr-dialog';
  (element.closest('.gradio-container') ?? document.body).appendChild(dialog);
  dialog.appendChild(element);
  const leave = () => { shut(); trigger('look', { act: 'close-dialog', id: '', value: '' }); };
  dialog.addEventListener('cancel', (event) => { event.preventDefault(); leave(); });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog || event.target.closest('[data-act="close-dialog"]')) leave();
  });
}
let back = null;
const shut = () => { dialog.close(); if (back?.isConnected) back.focus(); };
const modal = () => {
  const panel = element.querySelector('[data-dialog]');
  if (panel) {
    dialog.dataset.kind = panel.dataset.dialog;
    dialog.setAttribute('aria-label', panel.dataset.label);
    if (!dialog.open) { back = document.activeElement; dialog.showModal(); panel.querySelector('h2')?.focus(); }
  } else if (dialog.open) shut();
};

const drawn = () => {
  settle();
  if (dialog) modal();
  else if (here === 'wr-picks') { glide(); follow(); }
};

// Answers to two presses can cross on their way; the one drawn later on the server wins.
const age = (html) => Number(/ data-drawn="(\d+)"><\/i>$/.exec(html ?? '')?.[1] ?? 0);
let newest = props.value;
watch('value', () => {
  if (age(props.value) < age(newest)) {
    props.value = newest;
    setTimeout(drawn);
    return;
  }
  newest = props.value;
  drawn();
});
drawn();

if (here === 'wr-picks')
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && opened && !document.querySelector('dialog[open]')) trigger('look', { act: 'close', id: '', value: '' });
  });
