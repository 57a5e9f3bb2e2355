import { Store } from '../store.ts';
import { collectGarbage } from '../upkeep/collect-garbage.ts';

// A process of its own that removes whatever no running run needs, until it is killed: collect-again-and-again.ts STORE
for (;;) {
  await collectGarbage(new Store(process.argv[2]!), { runs: 0, graceMs: 0 });
  await new Promise((resolve) => setTimeout(resolve, 5));
}
