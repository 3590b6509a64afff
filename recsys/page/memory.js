// Keeps who was here: for this tab always, on this computer only if asked to. value is {people, remember, language}.
watch('value', () => {
  const kept = JSON.stringify(props.value ?? {});
  try {
    sessionStorage.setItem('whyrec', kept);
    if (props.value?.remember) localStorage.setItem('whyrec', kept);
    else localStorage.removeItem('whyrec');
  } catch { /* a private window keeps nothing */ }
});
