import type { Terminal } from "@xterm/xterm";

/*
 * xterm.js (6.0.0) writes style elements and, for colours that the theme does not have, style attributes into the page. Both
 * are against the page's security policy; both are set through the CSSOM here instead, which needs no permission.
 */

HTMLSpanElement.prototype.setAttribute = function setAttribute(name: string, value: string): void {
  if (name === "style") this.style.cssText = value;
  else Element.prototype.setAttribute.call(this, name, value);
};

// What is deprecated is to make elements of long ago.
// oxlint-disable-next-line typescript/no-deprecated
const createElement = document.createElement.bind(document);

/** While it opens, the terminal makes all its style elements. */
export function openUnderPolicy(terminal: Terminal, parent: HTMLElement): void {
  const value = (name: string) => (name === "style" ? newStyle() : createElement(name));
  Object.defineProperty(document, "createElement", { value, configurable: true });
  try {
    terminal.open(parent);
  } finally {
    Reflect.deleteProperty(document, "createElement");
  }
}

/** Stands where the style element would, which even empty is against the policy. */
function newStyle(): HTMLElement {
  const element = createElement("template");
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);
  Object.defineProperty(element, "textContent", {
    set: (css: string) => {
      sheet.replaceSync(css);
    },
  });
  element.remove = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    Element.prototype.remove.call(element);
  };
  return element;
}
