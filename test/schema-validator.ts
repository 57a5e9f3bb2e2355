import fs from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { project } from './command-servers.ts';

/** A schema of `schemas/1.0/`. */
export function schema(name: string): Record<string, unknown> {
  return JSON.parse(fs.readFileSync(join(project, 'schemas/1.0', `${name}.json`), 'utf8'));
}

/** What says whether something fits a schema of `schemas/1.0/`. */
export function schemaValidator(name: string): ValidateFunction {
  const options = {
    allErrors: true,
    strictTypes: false,
    strictRequired: false,
    formats: { 'date-time': true },
  } as const;
  return new Ajv2020(options).compile(schema(name));
}
