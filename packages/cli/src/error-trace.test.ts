import { expect, test } from 'vitest';
import { errorTrace } from './error-trace.ts';

test('the stack of an error and that of its cause', () => {
  const trace = errorTrace(new Error('outer', { cause: new Error('inner') }));
  expect(trace).toMatch(/Error: outer\n\s+at /);
  expect(trace).toMatch(/\[cause\]: Error: inner\n\s+at /);
});
