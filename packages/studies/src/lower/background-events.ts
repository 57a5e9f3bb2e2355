import { beamWindow, liveTimeUs } from '@cevns/sources/models/live-time';
import { type NamedQuantity, namedQuantity, scaleCode } from './detector-units.ts';
import type { BackgroundSection, InternalStudy, MeasuredBackground, Part } from './internal-study.ts';
import { modelOf, parametersOf } from './internal-study.ts';
import { observableDimension, observableUnit, recoilObservableOf, shapeIn } from './names.ts';
import { SPECTRA_IN_FRONT } from './response-stage.ts';
import type { StudyProblems } from './study-problems.ts';

/** A background as it is written: with its events, or with a rate, and an uncertainty in events or in per cent. */
interface WrittenBackground {
  readonly events?: number;
  readonly rate?: NamedQuantity;
  readonly activity?: number;
  readonly uncertainty?: number | NamedQuantity;
}

/** Rates per unit of an observable: the dimension of that, and its unit. */
const RATES_PER_OBSERVABLE: Readonly<Record<string, { readonly of: string; readonly unit: string }>> = {
  'rate-per-energy-and-mass': { of: 'electron-equivalent-energy', unit: 'keVee' },
  'rate-per-recoil-energy-and-mass': { of: 'recoil-energy', unit: 'keVnr' },
  'rate-per-photoelectron-and-mass': { of: 'photoelectrons', unit: 'PE' },
  'rate-per-electron-and-mass': { of: 'electrons', unit: 'electron' },
};

/**
 * The study with a number of events, and its standard deviation in events, for every background: rate x width of the reference region x mass x live time x
 * part of the time in which the detector looks.
 */
export function withBackgroundEvents(study: InternalStudy, problems: StudyProblems): InternalStudy {
  const { detector } = study;
  if (detector.backgrounds === undefined) return study;
  const backgrounds = Object.entries(detector.backgrounds).map(([name, background]) => {
    const written = background as unknown as WrittenBackground;
    const { rate: _r, activity: _a, events: _e, uncertainty: _u, ...rest } = background;
    const { uncertainty } = written;
    const events = eventsOf(name, written, study, problems);
    const absolute = written.activity === undefined ? {} : { absolute: true };
    const measured =
      background.measured === undefined
        ? {}
        : { measured: { ...background.measured, ratio: ratioOf(name, background.measured, study, problems) } };
    const own = { ...rest, ...absolute, ...measured, events } as BackgroundSection;
    if (uncertainty === undefined) return [name, own];
    if (typeof uncertainty === 'number') return [name, { ...own, uncertainty }];
    const [dimension, value] = namedQuantity(uncertainty);
    return [name, { ...own, uncertainty: dimension === 'fraction' ? value * events : value }];
  });
  return { ...study, detector: { ...detector, backgrounds: Object.fromEntries(backgrounds) } };
}

function eventsOf(name: string, written: WrittenBackground, study: InternalStudy, problems: StudyProblems): number {
  const path = ['detector', 'backgrounds', name];
  const { events, rate, activity } = written;
  const given = (['events', 'rate', 'activity'] as const).filter((key) => written[key] !== undefined);
  if (given.length > 1) {
    problems.atKey([...path, given[1]!], 'E606', {
      message: `\`${name}\` has \`${given[0]}\` and \`${given[1]}\``,
      expected: 'one of the two',
    });
  }
  if (events !== undefined) return events;
  const { detector } = study;
  const exposure = exposureUs(study, path, problems);
  if (exposure === undefined) return Number.NaN;
  if (activity !== undefined) {
    checkSpectrum(name, written as unknown as BackgroundSection, study, problems);
    return activity * detector.target.mass * exposure;
  }
  const [dimension, value] = namedQuantity(rate!);
  if (dimension === 'rate-per-time') return value * exposure;
  if (dimension === 'rate-per-mass') return value * detector.target.mass * exposure;
  const { name: observable } = recoilObservableOf(detector);
  const per = RATES_PER_OBSERVABLE[dimension]!;
  const due = observableDimension(detector);
  if (per.of !== due) {
    const unit = observableUnit(observable, detector);
    problems.at([...path, 'rate'], scaleCode(per.of, due), {
      message: `the rate is per ${per.unit}, and the detector observes ${observable}${unit === observable ? '' : ` in ${unit}`}`,
      expected: `a rate per ${unit}, such as \`7 /${unit.replace(/s$/, '')}/kg/d\`, or \`20 /kg/d\` in the reference region`,
    });
  }
  const { edges } = detector.observables[observable]!.binning;
  const [low, high] = detector['reference-region']?.[observable] ?? [edges[0]!, edges.at(-1)!];
  return value * (high - low) * detector.target.mass * exposure;
}

/** How many times the exposure of the data a measurement without signal has. */
function ratioOf(
  name: string,
  { ratio, 'live-time': liveTime }: MeasuredBackground,
  study: InternalStudy,
  problems: StudyProblems,
): number {
  const path = ['detector', 'backgrounds', name, 'measured'];
  if ((ratio === undefined) === (liveTime === undefined)) {
    problems.at(path, 'E606', {
      message: `\`${name}\` is measured without signal, and how long is ${ratio === undefined ? 'not said' : 'said twice'}`,
      expected: '`live-time:` or `ratio:`',
    });
  }
  if (ratio !== undefined) return ratio;
  const exposure = exposureUs(study, path.slice(0, -1), problems);
  return exposure === undefined || liveTime === undefined ? Number.NaN : liveTime / exposure;
}

/** Only a spectrum of decays says which part of them is where. */
function checkSpectrum(
  name: string,
  background: BackgroundSection,
  study: InternalStudy,
  problems: StudyProblems,
): void {
  const { name: observable } = recoilObservableOf(study.detector);
  const shape: Part | undefined = shapeIn(background, observable);
  if (shape !== undefined && SPECTRA_IN_FRONT.includes(modelOf(shape))) return;
  problems.atKey(['detector', 'backgrounds', name, 'activity'], 'E606', {
    message: `\`activity\` counts all decays, and the shape of \`${name}\` in ${observable} does not say which part of them is where`,
    expected: `one of the shapes ${SPECTRA_IN_FRONT.join(', ')}, or \`rate:\``,
  });
}

/** Time in us in which a background counts: the live time, and at a pulsed source the part of it in the window after a pulse. */
export function exposureUs(
  { inputs, detector }: InternalStudy,
  path: readonly string[],
  problems: StudyProblems,
): number | undefined {
  const { source } = inputs;
  const { pulse, ...parameters } = { ...parametersOf(source), pulse: source.pulse };
  const live = problems.attempt(['inputs', 'source'], 'E605', () => ({
    timeUs: liveTimeUs(source.model, parameters),
    window: beamWindow(source.model, { ...parameters, pulse }),
  }));
  if (live === undefined) return undefined;
  const { timeUs, window } = live;
  if (timeUs === undefined) {
    problems.atKey(path, 'E303', {
      message: `\`${path.at(-1)}\` needs the live time of the source, which is not known`,
      expected:
        'an `exposure` of the source that is a time, or protons with `beam-power` and `proton-energy`; or `events:`',
    });
    return undefined;
  }
  const length = windowUs(detector);
  if (length === undefined) return timeUs;
  // A window of a source without pulses is refused with the source.
  if (pulse === undefined) return detector['beam-window'] === undefined ? timeUs : undefined;
  if (window === undefined) {
    problems.atKey(path, 'E303', {
      message: `\`${path.at(-1)}\` needs to know how often the window of the beam opens`,
      expected: '`repetition-rate:` in the pulse of the source, such as `60 Hz`; or `events:`',
    });
    return undefined;
  }
  const share = length * window.repetitionRatePerUs;
  if (share <= 1) return timeUs * share;
  problems.atKey(path, 'E605', {
    message: `the window of ${length} us is longer than the time between two pulses`,
    expected: `at most ${1 / window.repetitionRatePerUs} us`,
  });
  return undefined;
}

/** Length of the window after a pulse: the reference region in time, or what the detector says that observes none. */
function windowUs(detector: InternalStudy['detector']): number | undefined {
  const { time } = detector.observables;
  if (time === undefined) return detector['beam-window'];
  const { edges } = time.binning;
  const [low, high] = detector['reference-region']?.time ?? [edges[0]!, edges.at(-1)!];
  return high - low;
}
