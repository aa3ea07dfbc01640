import { mount } from 'svelte';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import { connect } from './lib/bridge.ts';
import type { Bridge } from './lib/bridge.ts';
import { toFailure } from './lib/failure.ts';
import type { Failure } from './lib/failure.ts';
import { lastManner, rememberManner, takeUp } from './lib/manner.ts';

const place = document.getElementById('app');
if (place === null) throw new Error('The page has no place for the application.');
const target = place;

/** Preferences that cannot be read keep no page from coming up: it stays as it last was. */
async function settle({ client }: Bridge): Promise<void> {
  try {
    const preferences = await client.system.preferences();
    rememberManner(preferences);
    await takeUp(preferences);
  } catch {
    // What is wrong with the workstation shows where it is asked for more.
  }
}

// What says something is loaded once the language is known, so that words may stand in constants.
async function show(bridge: Bridge): Promise<void> {
  const { default: Shell } = await import('./workspaces/shell/Shell.svelte');
  mount(Shell, { target, props: { bridge } });
}

async function showUnreachable(failure: Failure): Promise<void> {
  const { default: Unreachable } = await import('./workspaces/shell/Unreachable.svelte');
  mount(Unreachable, { target, props: { failure } });
}

await takeUp(lastManner());
try {
  const bridge = await connect();
  await settle(bridge);
  await show(bridge);
} catch (error) {
  await showUnreachable(toFailure(error));
}
