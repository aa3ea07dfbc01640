/** Bundled and run in the page: a bridge of the suite's own beside that of the application. */
import { connect } from '../../src-renderer/lib/bridge.ts';
import type { Bridge } from '../../src-renderer/lib/bridge.ts';

declare global {
  interface Window {
    suite: Promise<Bridge>;
  }
}

window.suite = connect();
