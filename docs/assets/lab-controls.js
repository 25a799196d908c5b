/* Controls of the labs, as HTML. A setting's control is named after it, and has a place for what is wrong with it. No DOM. */
const labControls = (() => {
  const options = (words) =>
    Object.entries(words).map(([value, word]) => `<option value="${value}">${word}</option>`).join("");
  const field = (name, label, control) =>
    `<div class="lab-field"><label for="lab-${name}">${label}</label>${control}<p class="lab-fault" id="lab-${name}-fault" role="alert"></p></div>`;
  const box = (name, label, mode) =>
    field(name, label, `<input id="lab-${name}" name="${name}" inputmode="${mode}" autocomplete="off" aria-describedby="lab-${name}-fault">`);
  const choice = (name, label, words) =>
    field(name, label, `<select id="lab-${name}" name="${name}" aria-describedby="lab-${name}-fault">${options(words)}</select>`);
  const view = (name, label, more = "") =>
    `<div class="lab-view lab-${name}"><svg role="img" aria-label="${label}" data-view="${name}"></svg>${more}</div>`;
  const button = (name, words) => `<button type="button" data-act="${name}">${words}</button>`;

  return { box, button, choice, field, options, view };
})();
