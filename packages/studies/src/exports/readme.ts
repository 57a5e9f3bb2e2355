import type { ExportFormat } from './export-format.ts';

/** An export of the study. */
export interface ExportedFiles {
  readonly format: 'pyhf' | 'hs3' | 'npz' | 'hepdata';
  /** Name in the folder of exports. */
  readonly file: string;
  /** Analyses that it shows, or the fit at which the likelihood is exported. */
  readonly of: readonly string[];
  /** All its files, by their paths in the folder of exports. */
  readonly files: readonly string[];
}

export interface ReadmeParameters {
  readonly study: string;
  readonly title?: string;
  readonly references?: readonly string[];
  readonly exports: readonly ExportedFiles[];
}

/** A text for those who find the folder of exports: what each file is, how to open it, and what it does not say. */
export const format: ExportFormat = {
  write({ parameters }) {
    const { study, title, references = [], exports } = parameters as unknown as ReadmeParameters;
    const sections = [
      `# Exports of ${title ?? study}`,
      `Written by cevns from the study \`${study}\`. The study with everything that it uses is \`../study.resolved.yaml\`, its numbers are in \`../summary.json\`, and where they come from in \`../provenance/\`.`,
      ...(references.length === 0 ? [] : [`To be cited: ${references.join(', ')}.`]),
      ['| file | is |', '|---|---|', ...exports.map((own) => `| \`${own.file}\` | ${whatItIs(own)} |`)].join('\n'),
      ...exports.map(sectionOf),
    ];
    return { readme: { text: `${sections.join('\n\n')}\n` } };
  },
};

function whatItIs({ format: own, of }: ExportedFiles): string {
  const at = of.length === 0 ? 'its initial values' : `the fit \`${of[0]}\``;
  if (own === 'pyhf') return `the likelihood at ${at}, a workspace 1.0.0 of pyhf`;
  if (own === 'hs3') return `the likelihood at ${at}, in the HEP Statistics Serialization Standard (HS3) 0.2`;
  if (own === 'npz') return of.length === 0 ? 'the likelihood as arrays for NumPy' : `\`${of[0]}\` as arrays for NumPy`;
  return `a submission to HEPData: ${of.map((name) => `\`${name}\``).join(', ')}`;
}

function sectionOf(own: ExportedFiles): string {
  return `## ${own.file}\n\n${SECTIONS[own.format](own)}`;
}

/** How to open a file of each format, and what it loses. */
const SECTIONS: Readonly<Record<ExportedFiles['format'], (own: ExportedFiles) => string>> = {
  pyhf: ({ file }) => `${python(`import json, pyhf
workspace = pyhf.Workspace(json.load(open("${file}")))
model = workspace.model()
best_fit = pyhf.infer.mle.fit(workspace.data(model), model)
print(dict(zip(model.config.par_names, best_fit)))`)}

${losses(file)} Another study reads it with \`inputs: { workspace: ./${file} }\`.`,
  hs3: ({ file }) => `${python(`import ROOT
workspace = ROOT.RooWorkspace("workspace")
ROOT.RooJSONFactoryWSTool(workspace).importJSON("${file}")
workspace.Print()`)}

${losses(file)}`,
  npz: ({ file, of }) => `${python(`import json, numpy
arrays = numpy.load("${file}")
header = json.loads(bytes(arrays["header"].astype("u1")))
print(header["arrays"])   # every array, and what its axes are`)}

What is missing is NaN. ${
    of.length === 0
      ? 'Lost: how expectations depend on parameters; these are the expectations where the parameters start.'
      : 'Lost: units and titles, which `../summary.json` has.'
  }`,
  hepdata: ({ file, files }) => `Tables: ${tablesOf(files).join(', ')}.

${shell(`pip install hepdata-validator
hepdata-validate -d ${file}
zip -r ${file}.zip ${file}   # to be uploaded at https://www.hepdata.net/submission`)}

${python(`import yaml
for table in list(yaml.safe_load_all(open("${file}/submission.yaml")))[1:]:
    columns = yaml.safe_load(open("${file}/" + table["data_file"]))
    print(table["name"], [column["header"] for column in columns["dependent_variables"]])`)}

Lost: reactions and energies, which the keywords have no values for, and the correlations of the parameters. An open end of an interval is \`-\`.`,
};

function losses(file: string): string {
  return `What the file does not say of the likelihood, with numbers: \`${file}.loss.txt\`.`;
}

function tablesOf(files: readonly string[]): string[] {
  return files.filter((path) => !path.endsWith('/submission.yaml')).map((path) => `\`${path}\``);
}

function python(code: string): string {
  return `\`\`\`python\n${code}\n\`\`\``;
}

function shell(code: string): string {
  return `\`\`\`sh\n${code}\n\`\`\``;
}
