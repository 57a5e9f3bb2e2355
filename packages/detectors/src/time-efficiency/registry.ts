/** Efficiencies in time, by the name a study uses. */
export const timeEfficiencies = {
  'plateau-exponential': '@cevns/detectors/time-efficiency/plateau-exponential',
} as const;
