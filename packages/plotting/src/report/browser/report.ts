/// <reference lib="dom" />
import type { Reading } from '../../reading.ts';
import { addColourSwitch } from './colour-scheme.ts';
import { embedded } from './elements.ts';
import { FigureView } from './figure-view.ts';

addColourSwitch(document.querySelector('header')!);
for (const figure of document.querySelectorAll<HTMLElement>('figure[id]')) {
  const reading = embedded<Reading>(`${figure.id}-reading`);
  if (reading !== undefined && reading.panels.length > 0) new FigureView(figure, reading);
}
// What is shut would be missing on paper.
let opened: HTMLDetailsElement[] = [];
addEventListener('beforeprint', () => {
  opened = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open]):not(.numbers)')];
  for (const each of opened) each.open = true;
});
addEventListener('afterprint', () => {
  for (const each of opened) each.open = false;
});
