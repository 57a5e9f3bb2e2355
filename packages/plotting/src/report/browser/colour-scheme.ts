/// <reference lib="dom" />
import { button } from './elements.ts';

const KEY = 'cevns-colours';
const CHOICES = ['auto', 'light', 'dark'] as const;

/** Puts a switch for light and dark colours on the page. What the reader chose is remembered where the browser allows it. */
export function addColourSwitch(place: Element): void {
  let chosen: (typeof CHOICES)[number] = 'auto';
  const show = (): void => {
    if (chosen === 'auto') delete document.documentElement.dataset.colours;
    else document.documentElement.dataset.colours = chosen;
    control.textContent = `Colours: ${chosen === 'auto' ? 'as the system' : chosen}`;
  };
  const control = button('', 'Colours', () => {
    chosen = CHOICES[(CHOICES.indexOf(chosen) + 1) % CHOICES.length]!;
    show();
    try {
      localStorage.setItem(KEY, chosen);
    } catch {
      // A page from a file may not keep anything.
    }
  });
  control.removeAttribute('aria-label');
  control.removeAttribute('title');
  control.className = 'colours';
  try {
    const kept = localStorage.getItem(KEY);
    chosen = CHOICES.find((choice) => choice === kept) ?? 'auto';
  } catch {
    // Then it is as the system has it.
  }
  show();
  place.append(control);
}
