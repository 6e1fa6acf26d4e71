import type { VendorConnector } from '../connector.ts';
import { checkGitHub } from './check.ts';
import { repositorySettings } from './repository.ts';

/** GitHub and GitHub Enterprise, through their REST interface. */
export const gitHubConnector: VendorConnector = {
  kind: 'GITHUB',
  needsCredentials: true,
  authorize: ({ token }) => ({ authorization: `Bearer ${token}` }),
  settingsFault: (given) =>
    repositorySettings.safeParse(given).success
      ? null
      : 'Settings of a GitHub connection are { "repository": "acme/shop" }: owner and name of the repository whose issues it makes.',
  check: checkGitHub,
  tools: [],
};
