import type { ActionTables } from './tables/actions.ts';
import type { ChainTables } from './tables/chains.ts';
import type { ConnectionTables } from './tables/connections.ts';
import type { EffectTables } from './tables/effects.ts';
import type { IssueTables } from './tables/issues.ts';
import type { LogTables } from './tables/log.ts';
import type { ModelTables } from './tables/models.ts';
import type { OrganizationTables } from './tables/organizations.ts';
import type { PlanTables } from './tables/plans.ts';
import type { SessionTables } from './tables/sessions.ts';

/** Every table by its name, noun by noun. */
export interface Tables
  extends OrganizationTables,
    SessionTables,
    PlanTables,
    ActionTables,
    ChainTables,
    EffectTables,
    ConnectionTables,
    IssueTables,
    LogTables,
    ModelTables {
  readonly schema_migrations: { readonly name: string; readonly applied_at: number };
}
