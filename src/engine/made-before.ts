import type { ActionProposal } from '../domain/action.ts';
import type { EffectOutcome } from '../domain/effect.ts';
import type { ActionId } from '../domain/ids.ts';
import { canonicalJson, type Json } from '../domain/json.ts';
import { type IssueToMake, readIssuesToMake } from '../store/read/made-issues.ts';
import { readOutsideIssues } from '../store/read/outside-issues.ts';
import type { Tool } from '../tools/tool.ts';
import type { Decision } from './decide.ts';

export const madeByAnother = 'Another session on the document has made it already.';

const madeDifferently =
  'Another session on the document has made an issue for the item meanwhile, and it is left as it is: read the document again to see what would change.';
const idTaken = 'There is an issue under the id already: leave the id out, and one is made.';

/** What actions that make issues are to make, as their plans have it; read for all of them at once. */
export async function readPlannedIssues(
  { tx, parts }: Decision,
  actions: readonly ActionProposal[],
): Promise<ReadonlyMap<ActionId, IssueToMake>> {
  const making = actions.filter(
    ({ sessionId, tool }) => sessionId !== null && parts.tools.get(tool)?.makes !== undefined,
  );
  if (making.length === 0) return new Map();
  return await readIssuesToMake(
    tx,
    making.map(({ id }) => id),
  );
}

/**
 * How an action ends that is to make an issue which is there already: of two sessions that read a document at the same
 * time one makes the issues, and the other finds them. Null when it is still to be made.
 */
export async function madeBefore(
  { tx, origin }: Decision,
  tool: Tool,
  action: ActionProposal,
  planned: IssueToMake | undefined,
): Promise<EffectOutcome | null> {
  const id = tool.makes?.(action.arguments) ?? null;
  if (id === null) return null;
  const ended = planned === undefined ? null : endOf(planned);
  // Our own tracker refuses by itself what it has.
  if (ended !== null || tool.repeatability === 'IN_TRANSACTION') return ended;
  const tracker = {
    organizationId: origin.organizationId,
    connectionId: tool.connection(action.arguments),
  };
  const [known] = await readOutsideIssues(tx, tracker, [id]);
  return known === undefined ? null : { kind: 'rejected', code: 'ISSUE_EXISTS', message: idTaken };
}

function endOf({ made, ...planned }: IssueToMake): EffectOutcome | null {
  const { issueId, itemId, fields, identifier, url } = planned;
  const changed = { kind: 'rejected', code: 'CHANGED_SINCE_APPROVAL', message: madeDifferently } as const;
  // Another reading has found that an issue of another name goes on as this item.
  if (made === null) return planned.isFirst && planned.standing !== null ? changed : null;
  const isSame =
    made.itemId === itemId &&
    !planned.isGone &&
    canonicalJson(made.written as unknown as Json) === canonicalJson(fields as unknown as Json);
  return isSame ? { kind: 'done', result: { issueId, identifier }, url } : changed;
}
