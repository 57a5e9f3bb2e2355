import type { InelasticChannel } from './cross-section.ts';
import { channel as ar40 } from './nue-ar40.ts';
import { channel as c12 } from './nue-c12-ground-state.ts';
import { channel as d } from './nue-d.ts';
import { channel as i127 } from './nue-i127.ts';
import { channel as o16 } from './nue-o16.ts';
import { channel as pb1n } from './nue-pb208-1n.ts';
import { channel as pb2n } from './nue-pb208-2n.ts';

/** Inelastic reactions by name. */
export const inelasticChannels: Readonly<Record<string, InelasticChannel>> = {
  'nue-ar40': ar40,
  'nue-c12-ground-state': c12,
  'nue-d': d,
  'nue-i127': i127,
  'nue-o16': o16,
  'nue-pb208-1n': pb1n,
  'nue-pb208-2n': pb2n,
};

/** The module that stages load a reaction from; it exports `channel`. */
export function inelasticModule(name: string): string {
  return `@cevns/physics/inelastic/${name}`;
}
