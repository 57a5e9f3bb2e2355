import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import type { ExportFormat } from '../exports/export-format.ts';

/**
 * Files for other programs, in the format that the study chose.
 *
 * Module `format`.
 */
export function run(context: StageContext): StageOutputs {
  const { format } = context.modules.format as { readonly format: ExportFormat };
  return format.write(context);
}
