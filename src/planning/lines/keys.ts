import type { WorkWord } from '../words/language.ts';

/** What the letters of a key usually mean. Those in `openPrefixes` are only a first guess. */
const prefixWorks: Readonly<Record<string, WorkWord>> = {
  EPIC: 'EPIC',
  EPI: 'EPIC',
  EP: 'EPIC',
  E: 'EPIC',
  EPICA: 'EPIC',
  EPICO: 'EPIC',
  FEATURE: 'FEATURE',
  FEAT: 'FEATURE',
  FTR: 'FEATURE',
  FEA: 'FEATURE',
  FT: 'FEATURE',
  F: 'FEATURE',
  FE: 'FEATURE',
  STORY: 'STORY',
  US: 'STORY',
  UST: 'STORY',
  HU: 'STORY',
  HDU: 'STORY',
  STO: 'STORY',
  PBI: 'STORY',
  PB: 'STORY',
  ST: 'STORY',
  S: 'STORY',
  BR: 'STORY',
  USER: 'STORY',
  H: 'STORY',
  UH: 'STORY',
  STRY: 'STORY',
  TS: 'STORY',
  EN: 'ENABLER',
  ENB: 'ENABLER',
  ENABLER: 'ENABLER',
  ENAB: 'ENABLER',
  ENA: 'ENABLER',
  EB: 'ENABLER',
  T: 'TASK',
  TASK: 'TASK',
  TSK: 'TASK',
  SPIKE: 'SPIKE',
  SPK: 'SPIKE',
  BUG: 'BUG',
  DEF: 'BUG',
  FR: 'REQUIREMENT',
  REQ: 'REQUIREMENT',
  RF: 'REQUIREMENT',
  R: 'REQUIREMENT',
  LF: 'REQUIREMENT',
  RQ: 'REQUIREMENT',
  FA: 'REQUIREMENT',
  BRD: 'REQUIREMENT',
  REQF: 'REQUIREMENT',
  EF: 'REQUIREMENT',
  BF: 'REQUIREMENT',
  TR: 'REQUIREMENT',
  UR: 'REQUIREMENT',
};

/** Prefixes that mean other things as often: they need a series or a heading that says so. */
export const openPrefixes: ReadonlySet<string> = new Set([
  'E',
  'F',
  'S',
  'ST',
  'T',
  'FE',
  'FT',
  'EB',
  'R',
  'FR',
  'REQ',
  'RF',
  'BR',
  'H',
  'FA',
  'EF',
  'BF',
  'TR',
  'UR',
  'EN',
  'PB',
  'TS',
  'DEF',
  'RQ',
]);

/** Prefixes that hardly mean anything else. */
export const surePrefixes: readonly string[] = Object.keys(prefixWorks)
  .filter((prefix) => !openPrefixes.has(prefix))
  .map((prefix) => prefix.toLowerCase());

export function prefixWork(prefix: string): WorkWord | null {
  return prefixWorks[prefix] ?? null;
}

export interface KeyParts {
  readonly prefix: string | null;
  readonly key: string | null;
  readonly ordinal: string | null;
  readonly within: string | null;
}

/** The parts of a key: `E1-EN1` is an enabler within `E1`; `US-AUTH-01` a story. */
export function keyParts(folded: string): KeyParts | null {
  const upper = folded.toUpperCase().replace(/ /g, '-');
  const segments = [...upper.matchAll(/([A-Z]+)[-_.]?(\d+(?:[.\-_]\d+)*[A-Z]?(?![A-Z]))?/g)].map((match) => ({
    letters: match[1] ?? '',
    digits: match[2] ?? null,
    from: match.index,
    text: match[0],
  }));
  const last = segments[segments.length - 1];
  if (last === undefined || last.digits === null) return null;
  const numbered = segments.filter((segment) => segment.digits !== null);
  const own = segments.find((segment) => segment.digits === null && prefixWork(segment.letters) !== null);
  // “CC-E1” is epic 1 of the project CC.
  const tail = segments.length > 1 && prefixWork(last.letters) !== null ? last.letters : null;
  const prefix =
    numbered.length > 1 ? last.letters : (own?.letters ?? tail ?? segments[0]?.letters ?? last.letters);
  const ordinalText = last.digits.replace(/[-_]/g, '.');
  const before = numbered.length > 1 ? upper.slice(0, last.from).replace(/[-_.:/]+$/, '') : null;
  return { prefix, key: upper, ordinal: ordinalText, within: before };
}
