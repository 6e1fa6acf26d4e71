import type { EnablerType } from '../../domain/plan.ts';
import { fold } from './fold.ts';

/** The words for each kind of enabling, the strongest first. */
const spokenTypes: readonly (readonly [EnablerType, RegExp])[] = [
  [
    'INFRASTRUCTURE',
    /infra(?:e)?stru|инфраструктур|altyapi|ha tang|基础设施|基盘|インフラ|基盤|인프라|기반|devops|ci\/cd|pipeline/,
  ],
  [
    'TECHNICAL_DEBT',
    /technical.?debt|tech.?debt|technische[rn]? schuld|dette technique|deuda tecnica|divida tecnica|debito tecnico|dlug(?:u)? techniczn|техническ\p{L}+ долг|teknik borc|no ky thuat|技术债|技術的負債|기술 ?부채|re-?factor|рефакторинг/u,
  ],
  [
    'RESEARCH',
    /research|spike|explor|recherche|forschung|investigaci|pesquisa|ricerca|onderzoek|badan|исследова|arastirma|nghien cuu|研究|预研|调研|調査|연구|discovery|poc\b|proof of concept|evaluat/,
  ],
  [
    'ARCHITECTURE',
    /architec|architek|arquitect|arquitet|architett|архитектур|mimari|kien truc|架构|架構|アーキテクチャ|아키텍처/,
  ],
];

/** The kind of enabling that some words speak of, or null when they are silent. */
export function enablerTypeOf(text: string): EnablerType | null {
  return enablerTypesIn(text)[0] ?? null;
}

export function enablerTypesIn(text: string): readonly EnablerType[] {
  const folded = fold(text);
  return spokenTypes.flatMap(([type, words]) => (words.test(folded) ? [type] : []));
}

const behindTitle = /^(.+?)\s*[([（]([^()（）[\]]{2,30})[)\]）]$/u;

/** An enabler's title that ends with its type in brackets: “Migrate the records (infrastructure)”. */
export function typedTitle(title: string): { readonly title: string; readonly type: string } | null {
  const [, bare, type] = behindTitle.exec(title) ?? [];
  return bare === undefined || type === undefined || enablerTypeOf(type) === null
    ? null
    : { title: bare, type };
}
