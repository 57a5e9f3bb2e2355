/**
 * The reason why a stage runs, with other stages named as within their study: 'after response' for 'after my-study/response'.
 * File names that hold the name of the study stay whole.
 */
export function withinStudy(reason: string, study: string): string {
  const [, before, stage] = /^(after |.* of )(.*)$/.exec(reason) ?? [];
  return stage?.startsWith(`${study}/`) ? `${before}${stage.slice(study.length + 1)}` : reason;
}
