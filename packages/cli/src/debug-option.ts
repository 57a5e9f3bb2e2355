import { Option } from 'commander';

/** `--debug`, which every command takes. */
export function debugOption(): Option {
  return new Option('--debug', 'print stack traces');
}
