/** Makes an element with a class and text. */
export function element(tag, className = '', text = '') {
  const made = document.createElement(tag);
  if (className !== '') {
    made.className = className;
  }
  if (text !== '') {
    made.textContent = text;
  }
  return made;
}

/** Sets a text, unless it stands there already. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Sets a data attribute, unless it stands there already. */
export function mark(node, name, value) {
  if (node.dataset[name] !== value) {
    node.dataset[name] = value;
  }
}
