import type { CheckFinding, Credentials } from '../../domain/connection.ts';
import type { JsonObject } from '../../domain/json.ts';
import { findingOf } from '../check-finding.ts';
import type { VendorConnector } from '../connector.ts';
import { httpRequest } from './http-request.ts';

const known = ['authorizationHeader', 'checkUrl'];
const headerName = /^[A-Za-z0-9-]{1,100}$/;

/** Any server that speaks HTTP. */
export const httpConnector: VendorConnector = {
  kind: 'HTTP',
  needsCredentials: false,
  authorize,
  settingsFault: (settings) => {
    const odd = Object.keys(settings).find((name) => !known.includes(name));
    if (odd !== undefined) return `There is no setting ${odd}; settings are ${known.join(' and ')}.`;
    const { authorizationHeader: header, checkUrl } = settings;
    if (header !== undefined && (typeof header !== 'string' || !headerName.test(header))) {
      return 'authorizationHeader has to be the name of a header, such as X-Api-Key.';
    }
    return checkUrl === undefined || typeof checkUrl === 'string'
      ? null
      : 'checkUrl has to be an address that a GET of answers well, such as /health.';
  },
  check: async ({ http, settings }, signal): Promise<CheckFinding> => {
    const { checkUrl } = settings;
    const url = typeof checkUrl === 'string' ? checkUrl : '.';
    const outcome = await http.call({ method: 'GET', url, answer: 'TEXT' }, signal);
    if (outcome.kind === 'ANSWERED') return { verdict: 'OK', message: 'The target answers.' };
    // Without an address to ask for, anything that is no refusal shows that somebody is there.
    const isThere = outcome.kind === 'REJECTED' && outcome.answer !== null && checkUrl === undefined;
    return isThere ? { verdict: 'OK', message: 'The target answers.' } : findingOf(outcome);
  },
  tools: [httpRequest],
};

function authorize({ token, user }: Credentials, settings: JsonObject): Record<string, string> {
  const { authorizationHeader: header } = settings;
  if (typeof header === 'string') return { [header.toLowerCase()]: token };
  if (user === null) return { authorization: `Bearer ${token}` };
  return { authorization: `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}` };
}
