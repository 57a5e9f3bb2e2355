import { race as campaign } from './campaign.ts';
import { race as campaignPage } from './campaign-page.ts';
import { race as fitting } from './fitting.ts';
import { race as mainStudy } from './main-study.ts';
import { race as physics } from './physics.ts';
import { race as recoil } from './recoil.ts';
import { race as report } from './report.ts';
import { race as runner } from './runner.ts';
import { race as scaling } from './scaling.ts';
import { race as scans } from './scans.ts';

/** Runs every race, one after the other, so that none disturbs another. */
await recoil();
await physics();
fitting();
await scans();
scaling();
mainStudy();
report();
campaign();
await campaignPage();
await runner();
