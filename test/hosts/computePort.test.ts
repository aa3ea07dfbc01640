import { spawn } from 'node:child_process';
import { afterEach, expect, test, vi } from 'vitest';
import { utilityPort } from '../../src-main/hosts/electron/computePort.ts';
import * as electron from './electronFake.ts';

vi.mock('electron', () => import('./electronFake.ts'));

afterEach(() => {
  electron.children.length = 0;
  vi.clearAllMocks();
});

function child(): electron.FakeChild {
  const [first] = electron.children;
  if (first === undefined) throw new Error('nothing was started');
  return first;
}

test('starts a utility process whose standard output goes nowhere', () => {
  utilityPort('/app/computeProcess.js');
  expect(electron.utilityProcess.fork).toHaveBeenCalledExactlyOnceWith(
    '/app/computeProcess.js',
    [],
    expect.objectContaining({ stdio: ['ignore', 'ignore', 'inherit'] }),
  );
});

test('carries messages both ways and tells the end once; what is posted after it goes nowhere', () => {
  const port = utilityPort('/app/computeProcess.js');
  const messages: unknown[] = [];
  const exits: unknown[] = [];
  port.onMessage((message) => messages.push(message));
  port.onExit((exit) => exits.push(exit));
  port.postMessage({ type: 'start' });
  child().emit('message', { type: 'ready' });
  child().emit('exit', 7);
  child().emit('exit', 7);
  port.postMessage({ type: 'late' });
  expect(messages).toEqual([{ type: 'ready' }]);
  expect(exits).toEqual([{ code: 7, signal: null }]);
  expect(child().postMessage).toHaveBeenCalledExactlyOnceWith({ type: 'start' });
});

test('ends a process that does not listen', async () => {
  const deaf = spawn(process.execPath, [
    '-e',
    "process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1000)",
  ]);
  const ended = new Promise<string | null>((resolve) => {
    deaf.on('exit', (_code, signal) => {
      resolve(signal);
    });
  });
  await new Promise((resolve) => deaf.on('spawn', resolve));
  const port = utilityPort('/app/computeProcess.js');
  port.kill();
  expect(child().kill).toHaveBeenCalledOnce();
  child().pid = deaf.pid;
  port.kill();
  expect(await ended).toBe('SIGKILL');
});
