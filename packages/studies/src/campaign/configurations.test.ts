import { parseYaml } from '@cevns/language/parse-yaml';
import { SourceText } from '@cevns/language/source-text';
import { expect, test } from 'vitest';
import { axisValue } from './axis-value.ts';
import { configurations, type PointSet } from './configurations.ts';

const value = (text: string) => axisValue(parseYaml(new SourceText('campaign.yaml', null, text)));
const axis = (index: number, ...texts: string[]) => texts.map((text) => new Map([[index, value(text)]]));
const set = (parts: Partial<PointSet>): PointSet => ({
  axes: ['a', 'b'],
  factors: [],
  include: [],
  exclude: [],
  ...parts,
});
const points = (of: PointSet) =>
  configurations(of).map(({ values }) => values.map((own) => own?.text ?? '-').join(' '));
const ids = (of: PointSet) =>
  new Map(configurations(of).map(({ id, values }) => [values.map((own) => own?.text).join(' '), id]));

test('the product runs through the last axis fastest', () => {
  expect(points(set({ factors: [axis(0, '1', '2'), axis(1, 'x', 'y')] }))).toEqual(['1 x', '1 y', '2 x', '2 y']);
});

test('axes that move together are one factor', () => {
  const together = [
    new Map([...axis(0, '1')[0]!, ...axis(1, 'x')[0]!]),
    new Map([...axis(0, '2')[0]!, ...axis(1, 'y')[0]!]),
  ];
  expect(points(set({ factors: [together] }))).toEqual(['1 x', '2 y']);
});

test('what is excluded is left out, whatever its unit; what is included comes last, once', () => {
  const factors = [axis(0, '1 m', '2 m'), axis(1, 'x', 'y')];
  const exclude = [new Map([...axis(0, '100 cm')[0]!, ...axis(1, 'y')[0]!])];
  const include = [...axis(0, '9 m'), new Map([...axis(0, '2 m')[0]!, ...axis(1, 'x')[0]!])];
  expect(points(set({ factors, exclude, include }))).toEqual(['1 m x', '2 m x', '2 m y', '9 m -']);
});

test('without axes there is one configuration, the study; with axes that are all excluded, none', () => {
  expect(points(set({ axes: [] }))).toEqual(['']);
  expect(points(set({ axes: ['a'], factors: [axis(0, '1')], exclude: axis(0, '1') }))).toEqual([]);
});

test('an id does not depend on what else is in the campaign, nor on the order of the axes, nor on units', () => {
  const few = ids(set({ factors: [axis(0, '1 m'), axis(1, 'x')] }));
  const many = ids(set({ factors: [axis(0, '3 m', '1 m', '2 m'), axis(1, 'z', 'x')] }));
  expect(new Set(many.values()).size).toBe(6);
  expect(many.get('1 m x')).toBe(few.get('1 m x'));
  const turned = ids({ axes: ['b', 'a'], factors: [axis(0, 'x'), axis(1, '100 cm')], include: [], exclude: [] });
  expect(turned.get('x 100 cm')).toBe(few.get('1 m x'));
});
