import { commandParameters } from '@cevns/runner/command-stage';
import { expect, test } from 'vitest';
import { foundProblems, graphOf, problemsOf, stageNamed } from '../testing/written-study.ts';

const withData = (table: string) => `
  source:
    model: stopped-pion
    exposure: 1.0e+23
    neutrinos-per-proton-per-flavour: 0.08
    pulse: { model: gaussian, sigma: 0.15 }
  baseline: 20
  interaction: { couplings: tree-level, form-factor: helm-lewin-smith, terms: [standard-model] }
  data: { events: { table: ${table}, columns: { PE: pe, time: t } } }`;

const inputs = withData('{ command: events, output: ev.csv }');

const commands = (more = '', events = '') => `
  events: { program: /data/models/events.py, interpreter: sh, outputs: [ev.csv, log.txt]${events} }
  unused: { program: no-such-program, outputs: [x.csv] }${more}`;

test('a command stands where a data file is due', () => {
  const { graph } = graphOf({
    inputs,
    commands: commands(
      '',
      ', arguments: [--n, "3"], inputs: { table: /data/x.csv }, environment: { B: "1", A: "2" }, time-limit: 6.0e+7, retries: 1',
    ),
  });
  expect(stageNamed(graph.stages, 'data').inputs).toEqual({
    events: { stage: 'small/command/events', output: 'ev.csv' },
  });
  const stage = stageNamed(graph.stages, 'command/events');
  expect(stage).toMatchObject({
    kind: 'command',
    outputs: ['ev.csv', 'log.txt'],
    timeLimitMs: 60_000,
    command: { name: 'events', retries: 1 },
    inputs: {
      program: { file: '/data/models/events.py', label: 'models/events.py' },
      interpreter: { file: expect.stringMatching(/^\/.*\/sh$/), label: 'sh' },
      'file/table': { file: '/data/x.csv', label: 'x.csv' },
    },
  });
  expect(stage.command!.declaredAt).toMatch(/^study\.yaml:\d+:3$/);
  expect(commandParameters(stage)).toEqual({
    program: { name: 'events.py', copied: true },
    interpreter: 'sh',
    arguments: ['--n', '3'],
    environment: { A: '2', B: '1' },
  });
});

test('the table of a background may come from a command', () => {
  const detector = `
  target: { material: CsI, mass: 10 }
  quenching: { model: constant, factor: 0.09 }
  smearing: { model: poisson, light-yield: 13 }
  efficiency: { model: logistic, height: 1, steepness: 0.5, midpoint: 8, offset: 0 }
  observables: { PE: { binning: { edges: [0, 10, 20, 40] }, fine-bin-width: 1 } }
  backgrounds:
    brn: { events: 10, PE: { model: events, table: { command: events, output: ev.csv }, column: pe } }`;
  const { graph } = graphOf({ detector, commands: commands() });
  expect(stageNamed(graph.stages, 'backgrounds').inputs).toEqual({
    'brn/PE': { stage: 'small/command/events', output: 'ev.csv' },
  });
});

test('tables of templates and of an efficiency may come from a command', () => {
  const from = (output: string) => `{ command: events, output: ${output} }`;
  const detector = `
  target: { material: CsI, mass: 10 }
  quenching: { model: constant, factor: 0.25 }
  smearing: { model: gaussian, stochastic: 0.58 }
  efficiency: { model: tabulated, table: ${from('ev.csv')}, at: e, content: kept }
  observables: { energy: { binning: { edges: [0, 10] }, fine-bin-width: 1 }, S2: { binning: { edges: [0, 1] } } }
  signal: { template: { table: ${from('log.txt')}, at: { energy: e, S2: s }, content: n } }
  backgrounds: { brn: { events: 10, template: { table: ${from('ev.csv')}, at: { energy: e, S2: s }, content: n } } }`;
  const asimov = withData('/data/x.csv').replace(/data: .*/, 'data: asimov');
  const { stages } = graphOf({ inputs: asimov, detector, commands: commands() }).graph;
  const output = (name: string) => ({ stage: 'small/command/events', output: name });
  expect(stageNamed(stages, 'response').inputs.efficiency).toEqual(output('ev.csv'));
  expect(stageNamed(stages, 'templates').inputs).toEqual({ brn: output('ev.csv'), cevns: output('log.txt') });
});

test('only what is used becomes a stage, also by way of other commands', () => {
  const chain = '\n  first: { program: sh, outputs: [a.csv] }';
  const { graph } = graphOf({
    inputs,
    commands: commands(chain, ', inputs: { a: { command: first, output: a.csv } }'),
  });
  expect(graph.stages.filter(({ command }) => command).map(({ id }) => id)).toEqual([
    'small/command/events',
    'small/command/first',
  ]);
  expect(stageNamed(graph.stages, 'command/events').inputs['file/a']).toEqual({
    stage: 'small/command/first',
    output: 'a.csv',
  });
  expect(graphOf({ commands: commands() }).graph.stages.some(({ command }) => command)).toBe(false);
});

test('what nobody has is told at its place, with what was meant', () => {
  const wrong = { inputs: withData('{ command: event, output: ev.csv }'), commands: commands() };
  expect(problemsOf(wrong)).toEqual(['E607 event']);
  expect(foundProblems(wrong)[0]!.suggestion).toBe('events');
  expect(problemsOf({ inputs: withData('{ command: events, output: ev.tsv }'), commands: commands() })).toEqual([
    'E607 ev.tsv',
  ]);
  expect(problemsOf({ inputs })).toEqual(['E607 events']);
  const unusedRefers = '\n  other: { program: sh, outputs: [y], inputs: { z: { command: nobody, output: z } } }';
  expect(problemsOf({ inputs, commands: commands(unusedRefers) })).toEqual(['E607 nobody']);
});

test('programs that are used have to be on PATH', () => {
  expect(problemsOf({ inputs: withData('{ command: unused, output: x.csv }'), commands: commands() })).toEqual([
    'E608 no-such-program',
  ]);
});

test('commands that wait for each other are told', () => {
  const circle = '\n  first: { program: sh, outputs: [a.csv], inputs: { b: { command: events, output: ev.csv } } }';
  const study = { inputs, commands: commands(circle, ', inputs: { a: { command: first, output: a.csv } }') };
  expect(foundProblems(study).map(({ code, message }) => [code, message])).toEqual([
    ['E606', 'commands wait for each other: events -> first -> events'],
  ]);
});

test('program, inputs and outputs may not have the same name', () => {
  expect(problemsOf({ inputs, commands: commands('', ', inputs: { ev.csv: /data/x.csv }') })).toEqual(['E606 ev.csv']);
  expect(problemsOf({ inputs, commands: commands('', ', inputs: { events.py: /data/x.csv }') })).toEqual([
    'E606 events.py',
  ]);
  expect(problemsOf({ commands: '\n  a: { program: /data/a.py, outputs: [a.py] }' })).toEqual(['E606 a.py']);
});
