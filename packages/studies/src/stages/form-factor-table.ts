import type { FormFactorModel, Nucleon } from '@cevns/physics/form-factors/form-factor';
import type { Nucleus } from '@cevns/physics/nuclei';
import { aboutInput } from './about-input.ts';
import { type TableInput, tableOf } from './input-table.ts';

/** Form factors of nuclei, with the table that their parameters name read from the inputs of the stage, once. */
export function preparedFormFactors(model: FormFactorModel<object>, inputs: Readonly<Record<string, TableInput>>) {
  const tables = new Map<string, ReturnType<typeof tableOf>>();
  return (nucleus: Nucleus, nucleon: Nucleon, parameters: object) => {
    const { table: name } = parameters as { readonly table?: string };
    if (name === undefined) return model.prepare(nucleus, nucleon, parameters);
    return aboutInput(name, () => {
      const table = tables.get(name) ?? tableOf(inputs[name]!);
      tables.set(name, table);
      return model.prepare(nucleus, nucleon, parameters, { table });
    });
  };
}
