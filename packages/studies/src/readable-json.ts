/**
 * JSON for people and programs: two spaces for each level, and an array of numbers on one line. A plane of a million points is a line for each of its
 * rows, half as long as with a line for each number.
 *
 * @param value plain JSON; members that are undefined are left out
 */
export function readableJson(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    if (value.every(Number.isFinite)) return `[${value.join(', ')}]`;
    if (value.every(isNumberOrNull)) return `[${value.map((each) => JSON.stringify(each)).join(', ')}]`;
    return `[\n${value.map((each) => `${inner}${readableJson(each, inner)}`).join(',\n')}\n${indent}]`;
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  if (members.length === 0) return '{}';
  const lines = members.map(([key, member]) => `${inner}${JSON.stringify(key)}: ${readableJson(member, inner)}`);
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

function isNumberOrNull(value: unknown): boolean {
  return Number.isFinite(value) || value === null;
}
