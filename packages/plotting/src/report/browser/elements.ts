/// <reference lib="dom" />

/** Makes an element. Texts become text nodes, so nothing in them is ever markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Makes an element of SVG. */
export function svgElement(tag: string, attributes: Readonly<Record<string, string>> = {}): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** A button that does something. */
export function button(text: string, label: string, action: () => void): HTMLButtonElement {
  const made = element(
    'button',
    { type: 'button', ...(label === text ? {} : { 'aria-label': label, title: label }) },
    text,
  );
  made.addEventListener('click', action);
  return made;
}

/** The data that the page carries under an id. */
export function embedded<T>(id: string): T | undefined {
  const text = document.getElementById(id)?.textContent;
  return text ? (JSON.parse(text) as T) : undefined;
}

/** Gives the reader a file that is made here. */
export function download(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = element('a', { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A number as it is read off: five digits, and powers of ten where they are shorter. */
export function numberText(value: number | null | undefined): string {
  if (value === null || value === undefined) return 'none';
  const size = Math.abs(value);
  const text =
    size !== 0 && (size < 1e-3 || size >= 1e6)
      ? String(Number(value.toPrecision(5)).toExponential())
      : String(Number(value.toPrecision(5)));
  return text.replace(/-/g, '\u2212');
}
