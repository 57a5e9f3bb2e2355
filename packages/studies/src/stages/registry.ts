/** Stages up to the likelihood and the summary, by kind. */
export const stages = {
  flux: '@cevns/studies/stages/flux',
  recoil: '@cevns/studies/stages/recoil',
  'electron-recoil': '@cevns/studies/stages/electron-recoil',
  'dark-matter-recoil': '@cevns/studies/stages/dark-matter-recoil',
  response: '@cevns/studies/stages/response',
  timing: '@cevns/studies/stages/timing',
  prediction: '@cevns/studies/stages/prediction',
  backgrounds: '@cevns/studies/stages/backgrounds',
  templates: '@cevns/studies/stages/templates',
  data: '@cevns/studies/stages/data',
  model: '@cevns/studies/stages/model',
  'joint-model': '@cevns/studies/stages/joint-model',
  'workspace-model': '@cevns/studies/stages/workspace-model',
  summary: '@cevns/studies/stages/summary',
} as const;
