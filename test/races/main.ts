const races = [
  ...['recoil', 'two-phase', 'physics', 'fitting', 'scans', 'scaling'],
  ...['main-study', 'report', 'campaign', 'campaign-page', 'runner'],
];

/** Runs every race, one after the other, so that none disturbs another; each is loaded when it is its turn, as code in memory slows down others. */
for (const name of races) {
  const { race } = (await import(`./${name}.ts`)) as { race(): void | Promise<void> };
  await race();
}
