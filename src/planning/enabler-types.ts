import type { EnablerType } from '../domain/plan.ts';
import { fold } from './fold.ts';

/** The kind of enabling that some words speak of, or null when they are silent. */
export function enablerTypeOf(text: string): EnablerType | null {
  const folded = fold(text);
  if (/infra(?:e)?stru|инфраструктур|基础设施|インフラ|인프라|devops|ci\/cd|pipeline/.test(folded))
    return 'INFRASTRUCTURE';
  if (
    /technical.?debt|tech.?debt|technische schuld|dette technique|deuda tecnica|divida tecnica|debito tecnico|technische schuld|dlug techniczny|технически. долг|teknik borc|no ky thuat|技术债|技術的負債|기술 부채|refactor/.test(
      folded,
    )
  )
    return 'TECHNICAL_DEBT';
  if (
    /research|spike|explor|recherche|forschung|investigaci|pesquisa|ricerca|onderzoek|badan|исследован|arastirma|nghien cuu|研究|预研|调研|調査|연구|discovery|poc\b|proof of concept|evaluat/.test(
      folded,
    )
  )
    return 'RESEARCH';
  if (
    /architec|architek|arquitect|arquitet|architett|архитектур|mimari|kien truc|架构|架構|アーキテクチャ|아키텍처/.test(
      folded,
    )
  )
    return 'ARCHITECTURE';
  return null;
}
