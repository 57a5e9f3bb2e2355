/**
 * Expected significance of a signal in counts with the source on, when the background is known only from counts with it off (Li and Ma,
 * Astrophys. J. 272 (1983) 317, eq. 17, at the expected counts).
 *
 * @param signal events while the source is on
 * @param background events while it is on
 * @param off time with the source off, in units of that with it on
 */
export function significanceOfOnOff(signal: number, background: number, off: number): number {
  const [nOn, nOff] = [signal + background, off * background];
  const together = nOn + nOff;
  const on = nOn * Math.log(((1 + off) * nOn) / together);
  return Math.sqrt(2 * (on + nOff * Math.log(((1 + off) * nOff) / (off * together))));
}
