import type { BackgroundShape } from '@cevns/detectors/background-shapes/background-shape';
import { shape as measuredEvents } from '@cevns/detectors/background-shapes/events';
import { shape as tabulatedShape } from '@cevns/detectors/background-shapes/tabulated';
import { referenceShares } from '@cevns/detectors/backgrounds';
import { efficiency as tabulatedEfficiency } from '@cevns/detectors/efficiency/tabulated';
import { quenching as tabulatedQuenching } from '@cevns/detectors/quenching/tabulated';
import { formFactor as tabulatedFormFactor } from '@cevns/physics/form-factors/tabulated';
import type { StageSpec } from '@cevns/runner/stage';
import { givenCovariance } from '@cevns/sources/fission-spectra/given-covariance';
import { type Reactor, reactorEmission } from '@cevns/sources/models/reactor';
import { solarTable } from '@cevns/sources/models/solar';
import { energyColumn } from '@cevns/sources/moments/columns';
import { type TabulatedSpectrum, tabulatedSpectrum } from '@cevns/sources/spectra/table';
import { crossSectionOf, type InteractionsParameters } from '../analyses/interactions.ts';
import { type BackgroundsParameters, preparedShape } from '../stages/backgrounds.ts';
import { countsOf, type DataParameters, dataCovariance } from '../stages/data.ts';
import { preparedFormFactors } from '../stages/form-factor-table.ts';
import { type TableInput, tableOf, withPartTable } from '../stages/input-table.ts';
import { regionEdges } from '../stages/region.ts';
import { sourceTable, withSourceTables } from '../stages/source-tables.ts';
import type { TargetParameters } from '../stages/target-nucleus.ts';
import { sharesOfTemplate, type TemplatesParameters } from '../stages/templates.ts';

/** How a stage reads one of its tables: what is refused here is what the stage would refuse. */
export interface TableReading {
  /** Name of the input of the stage. */
  readonly input: string;
  /** Everything that the reading depends on but the table. */
  readonly settings: unknown;
  /** Steps of the path in the study that leads to the table; more than one table may have them. */
  readonly at: readonly string[];
  /** Other inputs that are looked at. */
  readonly beside?: readonly string[];
  /** @throws Error, TableError, TableFault or RangeError when the table cannot be used */
  read(table: TableInput, beside: Readonly<Record<string, TableInput>>): unknown;
}

/** How the name of the input with the covariance of a spectrum ends. */
const COVARIANCE = '/covariance';

type Reader = (parameters: never) => TableReading[];

/** Readers of the tables of stages, by the kind of the stage. */
const READERS: Readonly<Record<string, Reader>> = {
  flux: sourceReadings,
  recoil: formFactorReadings,
  'dark-matter-recoil': formFactorReadings,
  response: responseReadings,
  backgrounds: backgroundReadings,
  templates: templateReadings,
  data: dataReadings,
  interactions: crossSectionReadings,
};

/** Implementations that read tables, as registries name them. */
export const READ_HERE = {
  quenching: { tabulated: tabulatedQuenching },
  efficiency: { tabulated: tabulatedEfficiency },
  'background-shapes': { tabulated: tabulatedShape, events: measuredEvents },
  'form-factors': { tabulated: tabulatedFormFactor },
} as const;

/** How a stage reads the tables that are files; none of a stage that reads no tables. */
export function tableReadings({ kind, parameters, inputs }: StageSpec): TableReading[] {
  const files = Object.entries(inputs).filter(([, input]) => 'file' in input);
  if (files.length === 0) return [];
  const named = new Set(files.map(([name]) => name));
  return (READERS[kind]?.(parameters as never) ?? []).filter(({ input, beside = [] }) =>
    [input, ...beside].every((name) => named.has(name)),
  );
}

/** Every mapping in the parameters of a stage with the name of an input under `table`. */
function partsWithTable(parameters: unknown): { readonly table: string }[] {
  if (Array.isArray(parameters)) return parameters.flatMap(partsWithTable);
  if (typeof parameters !== 'object' || parameters === null) return [];
  const own = 'table' in parameters && typeof parameters.table === 'string' ? [parameters as { table: string }] : [];
  return [...own, ...Object.values(parameters).flatMap(partsWithTable)];
}

function sourceReadings({ source }: { readonly source: object }): TableReading[] {
  const spectra = partsWithTable(source);
  return spectra.map((part) => {
    const at = ['source', ...part.table.split('/').slice(1)];
    const common = { input: part.table, at };
    const columns = (table: TableInput) => sourceTable(part, part.table, { [part.table]: table });
    if ('columns' in part) {
      // Which isotopes need a column depends on the fissions.
      const { 'fission-fractions': fractions, 'low-energy': below, 'high-energy': above } = source as Reactor;
      const { covariance: _, ...spectra } = part as { readonly covariance?: object };
      const continued = above === undefined ? {} : { 'high-energy': above };
      const settings = { 'fission-fractions': fractions, 'low-energy': below, spectra, ...continued };
      const read = (table: TableInput) => {
        const { density, determinedMeV } = reactorEmission(
          withSourceTables(settings, { [part.table]: table }) as unknown as Reactor,
        );
        return density(determinedMeV[0]);
      };
      return { ...common, settings, read };
    }
    if (part.table.endsWith(COVARIANCE)) {
      const of = part.table.slice(0, -COVARIANCE.length);
      const { energy } = spectra.find(({ table }) => table === of) as { readonly energy?: string };
      const read = (table: TableInput, beside: Readonly<Record<string, TableInput>>) => {
        const energies = energiesOf(beside[of]!, energy);
        return energies && givenCovariance(columns(table), energies);
      };
      return { ...common, settings: { part, energy }, beside: [of], read };
    }
    const read = (table: TableInput) =>
      'model' in part
        ? tabulatedSpectrum({ ...part, table: columns(table) } as TabulatedSpectrum)
        : solarTable(columns(table));
    return { ...common, settings: part, read };
  });
}

/** Energies of a spectrum; undefined where its table is refused, which is told of that table. */
function energiesOf(table: TableInput, column: string | undefined): Float64Array | undefined {
  try {
    return energyColumn(Object.fromEntries(tableOf(table)), column);
  } catch {
    return undefined;
  }
}

function formFactorReadings({ nuclei, formFactor }: TargetParameters): TableReading[] {
  return (['proton', 'neutron'] as const).flatMap((nucleon) => {
    const part = formFactor[nucleon] as { readonly table?: string };
    const { table: input } = part;
    if (input === undefined) return [];
    const isotopes = nuclei.map(({ symbol, Z, A, chargeRadiusFm }) => ({ symbol, Z, A, chargeRadiusFm }));
    const read = (table: TableInput) => {
      const prepared = preparedFormFactors(READ_HERE['form-factors'].tabulated, { [input]: table });
      for (const nucleus of isotopes) prepared(nucleus, nucleon, part);
    };
    return [{ input, settings: { part, isotopes }, at: ['form-factor'], read }];
  });
}

/** Quenching and efficiency, their variations included: the input has the name of the part first. */
function responseReadings(parameters: object): TableReading[] {
  return partsWithTable(parameters).flatMap((part) => {
    const { table: input } = part;
    const model = input.startsWith('quenching') ? READ_HERE.quenching.tabulated : READ_HERE.efficiency.tabulated;
    const read = (table: TableInput) =>
      withPartTable(part, { [input]: table }, (tables) => model.prepare(part as never, tables));
    return [{ input, settings: { part }, at: input.split('/').slice(0, 1), read }];
  });
}

function backgroundReadings(parameters: BackgroundsParameters): TableReading[] {
  const shapes: Readonly<Record<string, BackgroundShape<never>>> = READ_HERE['background-shapes'];
  const ofShapes = Object.entries(parameters.backgrounds).flatMap(([background, own]) =>
    Object.entries(own).flatMap(([observable, part]): TableReading[] => {
      const { model, parameters: settings, table: input } = part;
      if (input === undefined) return [];
      const edges = regionEdges(parameters, observable);
      const reference = parameters.referenceRegion[observable]!;
      // Whether the table can be read does not depend on the efficiency.
      const efficiency = () => 1;
      const read = (table: TableInput) =>
        withPartTable({ table: input }, { [input]: table }, (tables) =>
          referenceShares(
            preparedShape(
              shapes[model]! as BackgroundShape<object>,
              observable,
              settings,
              { ...tables, efficiency },
              parameters,
            ),
            reference,
            edges,
          ),
        );
      const { energyUnit } = parameters;
      return [
        {
          input,
          settings: { part, reference, observable, energyUnit },
          at: ['backgrounds', background, observable],
          read,
        },
      ];
    }),
  );
  return [...ofShapes, ...(parameters.deposits === undefined ? [] : responseReadings(parameters.deposits))];
}

function templateReadings(parameters: TemplatesParameters): TableReading[] {
  const { templates, ...settings } = parameters;
  return Object.entries(templates).map(([component, template]) => ({
    input: template.table,
    settings: { template, settings },
    at: [component, 'template'],
    read: (table) => sharesOfTemplate(tableOf(table), template, settings),
  }));
}

function dataReadings(parameters: DataParameters): TableReading[] {
  const { errors } = parameters;
  const common = { settings: parameters, at: ['data'] };
  const counts: TableReading = {
    ...common,
    input: 'events',
    read: (table) => {
      countsOf(tableOf(table), parameters);
      return errors && 'column' in errors && dataCovariance(tableOf(table), parameters, undefined);
    },
  };
  if (errors === undefined || 'column' in errors) return [counts];
  const read = (matrix: TableInput, { events }: Readonly<Record<string, TableInput>>) =>
    isReadable(counts, events!) && dataCovariance(tableOf(events!), parameters, tableOf(matrix));
  return [counts, { ...common, input: errors.input, beside: ['events'], read }];
}

/** Whether a table is read without fault; one that is not is told of where it stands itself. */
function isReadable({ read }: TableReading, table: TableInput): boolean {
  try {
    read(table, {});
    return true;
  } catch {
    return false;
  }
}

function crossSectionReadings({ reactions }: InteractionsParameters): TableReading[] {
  return reactions.flatMap(({ table }): TableReading[] => {
    if (table === undefined) return [];
    const read = (input: TableInput) => crossSectionOf(table, tableOf(input));
    return [{ input: table.input, settings: table, at: ['reactions'], read }];
  });
}
