import { describeTracker } from '../contracts/tracker-contract.ts';
import { ownTracker } from './built-in-tracker.ts';

describeTracker('the built-in tracker', ownTracker);
