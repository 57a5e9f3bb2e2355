/** Outputs by the kind a study names. */
export const outputs = {
  figure: '@cevns/studies/outputs/figure',
  table: '@cevns/studies/outputs/table',
  report: '@cevns/studies/outputs/report',
  export: '@cevns/studies/outputs/export',
} as const;
