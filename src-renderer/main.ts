import { mount } from 'svelte';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import { connect } from './lib/bridge.ts';
import { toFailure } from './lib/failure.ts';
import Shell from './workspaces/shell/Shell.svelte';
import Unreachable from './workspaces/shell/Unreachable.svelte';

const target = document.getElementById('app');
if (target === null) throw new Error('The page has no place for the application.');

try {
  const bridge = await connect();
  mount(Shell, { target, props: { bridge } });
} catch (error) {
  mount(Unreachable, { target, props: { failure: toFailure(error) } });
}
