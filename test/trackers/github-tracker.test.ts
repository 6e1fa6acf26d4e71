import { describeFaultyTracker, describeTracker } from '../contracts/tracker-contract.ts';
import { gitHubTracker } from './github-tracker.ts';

describeTracker('GitHub', gitHubTracker);
describeFaultyTracker('GitHub', gitHubTracker);
describeTracker('a GitHub Enterprise without sub-issues', () =>
  gitHubTracker({ prefix: '/api/v3', subIssues: 'NONE' }),
);
