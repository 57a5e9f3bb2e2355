import type { Keyword } from './visit.ts';

/** Keywords that put schemas together. */
export const choiceKeywords: readonly Keyword[] = [
  {
    name: 'not',
    prepare(wanted, schema, nodes) {
      const check = nodes.of(wanted);
      return (value, path, visit) =>
        !check(value, path, visit.silent()) || visit.fail('not', schema, { value, path, params: {} });
    },
  },
  {
    // Which of the alternatives was meant, and what is wrong with it, is for `withMeantAlternatives` to find.
    name: 'anyOf',
    prepare(wanted, schema, nodes) {
      const checks = (wanted as readonly unknown[]).map((branch) => nodes.of(branch));
      return (value, path, visit) => {
        const silent = visit.silent();
        return (
          checks.some((check) => check(value, path, silent)) || visit.fail('anyOf', schema, { value, path, params: {} })
        );
      };
    },
  },
  {
    name: 'oneOf',
    prepare(wanted, schema, nodes) {
      const checks = (wanted as readonly unknown[]).map((branch) => nodes.of(branch));
      return (value, path, visit) => {
        const silent = visit.silent();
        const fitting = checks.filter((check) => check(value, path, silent)).length;
        return fitting === 1 || visit.fail('oneOf', schema, { value, path, params: { fitting } });
      };
    },
  },
  {
    name: 'allOf',
    prepare(wanted, _, nodes) {
      const checks = (wanted as readonly unknown[]).map((branch) => nodes.of(branch));
      return (value, path, visit) => {
        let fit = true;
        for (const check of checks) {
          if (check(value, path, visit)) continue;
          fit = false;
          if (visit.errors === undefined) break;
        }
        return fit;
      };
    },
  },
  {
    name: 'if',
    prepare(wanted, { then: met, else: otherwise }, nodes) {
      const condition = nodes.of(wanted);
      const [yes, no] = [met, otherwise].map((branch) => nodes.of(branch ?? true));
      return (value, path, visit) => (condition(value, path, visit.silent()) ? yes : no)!(value, path, visit);
    },
  },
  {
    name: '$ref',
    prepare: (wanted, _, nodes) => {
      const check = nodes.referred(wanted);
      return (value, path, visit) => check(value, path, visit);
    },
  },
];
