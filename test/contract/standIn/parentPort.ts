/** Gives a forked Node process the `process.parentPort` of an Electron utility process. */
import { EventEmitter } from 'node:events';

const port = new EventEmitter() as EventEmitter & { postMessage: (message: unknown) => void };
port.postMessage = (message) => {
  process.send?.(message, undefined, undefined, () => undefined);
};
process.on('message', (data) => port.emit('message', { data, ports: [] }));
process.once('disconnect', () => process.exit(0));
Object.assign(process, { parentPort: port });
