import fs from 'node:fs';
import type { Call } from '../command-servers.ts';
import { CommandFolder } from '../commands/command-folder.ts';

/** The blocks of code of the page on plug-ins, by language. */
export function documented(language: 'ts' | 'yaml'): string {
  const page = fs.readFileSync(new URL('../../docs/plugins.md', import.meta.url), 'utf8');
  return new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(page)![1]!;
}

/** The same physics as `nsi.eps_ee_u`, written without any module of cevns: amplitudes of its own beside the contact ones. */
export const OWN_AMPLITUDES = `const GF = 1.1663787e-11, HBARC_CM = 197.3269804e-13, HBARC_FM = 197.3269804;
const own = (number, formFactor) => ({ nuclearMassMeV: M, ...nucleus }, T, out) => {
  const scale = GF * HBARC_CM * Math.sqrt(M / (2 * Math.PI)) * nucleus[number];
  for (let i = 0; i < T.length; i++) {
    out[i] = scale * nucleus[formFactor](Math.sqrt(2 * M * T[i]) / HBARC_FM);
  }
};
const eps = (coefficient) => [{ coefficient, powers: { eps: 1 } }];
export const name = 'contact';
export const schema = { properties: { eps: { type: 'number' } } };
export const interaction = {
  source: 'test',
  parameters: ({ eps = 0 }) => ({ eps: { value: eps, description: 'coupling' } }),
  amplitudes: () => ({ 'p@mine': own('Z', 'protonFormFactor'), 'n@mine': own('N', 'neutronFormFactor') }),
  coefficients: (flavour) =>
    flavour.startsWith('nue') ? { 'p@mine': { nue: eps(2) }, 'n@mine': { nue: eps(1) } } : {},
};
`;

/** A folder outside the repository with a study that uses the plug-in of the documentation. */
export class PluginFolder extends CommandFolder {
  constructor() {
    super();
    this.write('contact-term.ts', documented('ts'));
    this.write('nsi.yaml', this.study('nsi-study', '{ term: nsi, eps_ee_u: 0.3 }', 'nsi.eps_ee_u', ''));
    this.write('study.yaml', this.study('plugged', '{ term: contact, eps: 0.3 }', 'contact', './contact-term.ts'));
  }

  /** The trust file of whoever runs the tests has no say. */
  override callIn(folder: string, args: readonly string[]): Promise<Call> {
    return super.callIn(folder, args, { CEVNS_TRUST: this.path('trusted.json') });
  }

  /** The study of the folder with another term, and a parameter `eps` of it. */
  study(name: string, term: string, of: string, plugin: string): string {
    return this.read('small.yaml')
      .replace('study: small', `study: ${name}${plugin === '' ? '' : `\nplugins: [${plugin}]`}`)
      .replace('[standard-model]', `[standard-model, ${term}]`)
      .replace('cevns-strength: { scales: cevns }', `eps: { of: ${of}, range: [-1, 1] }`);
  }

  /** Numbers of the summary of a study, by their paths. */
  numbers(study: string): Map<string, number> {
    const found = new Map<string, number>();
    const visit = (path: string, value: unknown): void => {
      if (typeof value === 'number') found.set(path, value);
      else if (typeof value === 'object' && value !== null) {
        for (const [key, part] of Object.entries(value)) visit(`${path}/${key}`, part);
      }
    };
    visit('', JSON.parse(this.read(`results/${study}/summary.json`)).analysis);
    return found;
  }
}
