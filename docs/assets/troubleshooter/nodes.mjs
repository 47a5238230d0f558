/**
 * Turns markup that our own rendering made into nodes; the only place in the page that does.
 *
 * @param {string} html
 * @returns {DocumentFragment}
 */
export function nodesOf(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}
