import { race as campaign } from './campaign.ts';
import { race as fitting } from './fitting.ts';
import { race as mainStudy } from './main-study.ts';
import { race as recoil } from './recoil.ts';
import { race as runner } from './runner.ts';

/** Runs every race, one after the other, so that none disturbs another. */
recoil();
fitting();
mainStudy();
campaign();
await runner();
